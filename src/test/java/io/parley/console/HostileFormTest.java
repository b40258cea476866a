package io.parley.console;

import java.util.List;
import java.util.stream.Stream;

import io.parley.Api;
import io.parley.Api.Answer;
import io.parley.ParleyTest;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import static org.assertj.core.api.Assertions.assertThat;

/** Throws malformed and odd forms at every page that takes one. No answer is a 5xx. */
@ParleyTest
class HostileFormTest {

	private static final String FORM = "application/x-www-form-urlencoded";

	private static final String KEY = Api.id("key");

	private static final List<String> BODIES = List.of("", "form=x", "&&=&a&=b&", "form=%ZZ", "form=%", "form=%ff",
			"form=%00", "form=\u0000", "form=a&form=b", "form=\ud83d\ude80", "{}", "form=" + "x".repeat(300),
			"a=1&".repeat(20_001), "form=" + "x".repeat(100_000));

	private static final List<String[]> HEADERS = List.of(new String[] { "Idempotency-Key", KEY },
			new String[] { "Idempotency-Key", "" }, new String[] { "Idempotency-Key", "x".repeat(300) },
			new String[] { "Content-Encoding", "gzip" },
			new String[] { "Content-Encoding", "gzip", "Idempotency-Key", KEY }, new String[] { "HX-Request", "true" },
			new String[] { "If-Match", "*" }, new String[] { "Accept", "application/json" });

	private static final List<String> TYPES = List.of(FORM + "; charset=utf-16", FORM + "; charset=latin1",
			FORM + "; charset=x", FORM + ";", FORM.toUpperCase(), FORM + "-x", "multipart/form-data",
			"multipart/form-data; boundary=x", "*/*", "nonsense", "");

	@TestFactory
	Stream<DynamicTest> noFormGivesA5xx(@LocalServerPort int port,
			@Autowired @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mappings) {
		Api api = new Api(port);
		List<String> paths = Stream.concat(Stream.of("/logout"), forms(mappings)).toList();
		assertThat(paths).hasSizeGreaterThan(10);
		return paths.stream().map((path) -> DynamicTest.dynamicTest(path, () -> attack(api, path)));
	}

	@Test
	void aFormInPartsIsRefused(@LocalServerPort int port) {
		for (String type : List.of("multipart/form-data", "multipart/form-data; boundary=x")) {
			Answer answer = new Api(port).post("/console/deliveries/x/retry", "--x--", "Content-Type", type);
			assertThat(answer.status()).as(answer.body()).isEqualTo(415);
			assertThat(answer.json().get("detail").asString()).contains("application/x-www-form-urlencoded");
		}
	}

	private static Stream<String> forms(RequestMappingHandlerMapping mappings) {
		return mappings.getHandlerMethods()
			.keySet()
			.stream()
			.filter((mapping) -> mapping.getMethodsCondition().getMethods().contains(RequestMethod.POST))
			.map(RequestMappingInfo::getPatternValues)
			.flatMap((patterns) -> patterns.stream())
			.filter((pattern) -> pattern.startsWith("/console/"))
			.map((pattern) -> pattern.replaceAll("\\{[^}]*}", "x"))
			.distinct();
	}

	private static void attack(Api api, String path) {
		BODIES.forEach((body) -> check(api, path, body, "Content-Type", FORM, "Idempotency-Key", KEY));
		TYPES.forEach((type) -> check(api, path, "form=x", "Content-Type", type, "Idempotency-Key", KEY));
		HEADERS.forEach((headers) -> check(api, path, "form=x",
				Stream.concat(Stream.of("Content-Type", FORM), Stream.of(headers)).toArray(String[]::new)));
	}

	private static void check(Api api, String path, String body, String... headers) {
		Answer answer = api.post(path, body, headers);
		String shown = "%s %s %.100s -> %d %.500s".formatted(path, List.of(headers), body, answer.status(),
				answer.body());
		assertThat(answer.status()).as(shown).isBetween(200, 499);
		assertThat(answer.body()).as(shown).doesNotContain("Exception", "java.", "org.spring", "com.mongodb");
	}

}
