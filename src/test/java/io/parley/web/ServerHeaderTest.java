package io.parley.web;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

import io.parley.ParleyTest;
import io.parley.RawHttp;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/** No answer tells by which software it was made. */
@ParleyTest
class ServerHeaderTest {

	/** Names and versions of what Parley is made with. */
	static final Pattern SOFTWARE = Pattern
		.compile("(?i)tomcat|apache|coyote|spring|servlet|mongo|java\\b|\\d+\\.\\d+\\.\\d+(?!\\.\\d)");

	private RawHttp raw;

	@BeforeEach
	void setUp(@LocalServerPort int port) {
		this.raw = new RawHttp(port);
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET /session/a", "GET /session/missing", "GET /nothing", "PUT /sessions", "GET /error",
			"TRACE /session/a", "OPTIONS *", "G@T /", "GET /%zz", "GET /..;/a", "GET /a\\b", "GET /a\u0001b",
			"CONNECT a:1", "GET http://[/", "POST /session", "GET /actuator/nothing", "GET /swagger-ui/nothing" })
	void noRequestLine(String line) {
		assertTellsNothing(this.raw.send(line, "", new byte[0]).text());
	}

	@ParameterizedTest
	@ValueSource(strings = { "Host: a b", "Content-Length: x", "Content-Length: -1", "Transfer-Encoding: nonsense",
			"Na me: value", "Expect: nonsense", "Accept: nonsense", "Content-Type: nonsense", "Upgrade: h2c" })
	void noHeader(String header) {
		assertTellsNothing(
				this.raw.send("POST /session", header + "\r\n", "{}".getBytes(StandardCharsets.UTF_8)).text());
	}

	@Test
	void noHeadersThatAreTooLarge() {
		assertTellsNothing(this.raw.send("GET /session/a", "A: " + "a".repeat(20_000) + "\r\n", new byte[0]).text());
	}

	static void assertTellsNothing(String answer) {
		assertThat(answer).startsWith("HTTP/1.1 ");
		String head = answer.substring(0, answer.indexOf("\r\n\r\n") + 4).toLowerCase(Locale.ROOT);
		assertThat(head).doesNotContain("\r\nserver:", "\r\nx-powered-by:");
		if (answer.charAt("HTTP/1.1 ".length()) >= '4') {
			assertThat(answer.substring("HTTP/1.1".length())).doesNotContainPattern(SOFTWARE);
		}
	}

}
