package io.parley.access;

import java.util.List;
import java.util.Optional;

import io.parley.Api;
import io.parley.RawHttp;
import io.parley.SecuredTest;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import static org.assertj.core.api.Assertions.assertThat;

/** Every operation that there is has an entry in the table, and the document shows it. */
@SecuredTest
class OperationTableTest {

	/** The only operation of the document that nobody needs a credential for. */
	private static final String SIGNED_BY_ITS_PROVIDER = "/channels/{id}/slack/events";

	@Autowired
	private OperationTable table;

	@Autowired
	private List<RequestMappingHandlerMapping> mappings;

	@Test
	void everyOperationHasAnEntry() {
		List<RequestMappingInfo> all = this.mappings.stream()
			.flatMap((mapping) -> mapping.getHandlerMethods().keySet().stream())
			.toList();
		assertThat(all).hasSizeGreaterThan(30).allSatisfy((mapping) -> {
			for (String pattern : mapping.getPatternValues()) {
				for (RequestMethod method : methods(mapping)) {
					assertThat(this.table.find(HttpMethod.valueOf(method.name()), pattern)).as(method + " " + pattern)
						.isPresent();
				}
			}
		});
	}

	private static Iterable<RequestMethod> methods(RequestMappingInfo mapping) {
		return mapping.getMethodsCondition().getMethods().isEmpty() ? List.of(RequestMethod.GET, RequestMethod.POST)
				: mapping.getMethodsCondition().getMethods();
	}

	@Test
	void theDocumentShowsTheSchemesAndTheScopeOfEachOperation(@LocalServerPort int port) {
		JsonNode document = new Api(port).get("/v3/api-docs").json();
		JsonNode schemes = document.at("/components/securitySchemes");
		assertThat(schemes.propertyNames()).containsExactlyInAnyOrder("OAuth2", "apiKeyAuth", "tokenAuth", "cookieAuth",
				"embedKeyAuth");
		assertThat(schemes.at("/OAuth2/flows/authorizationCode/authorizationUrl").asString())
			.isEqualTo("/o/authorize/");
		assertThat(schemes.at("/apiKeyAuth/name").asString()).isEqualTo("X-api-key");
		assertThat(document.at("/paths/~1api~1sessions~1/get/security").toString())
			.isEqualTo("[{\"OAuth2\":[\"sessions:read\"]},{\"apiKeyAuth\":[]},{\"tokenAuth\":[]},{\"cookieAuth\":[]}]");
		assertThat(document.at("/paths/~1api~1sessions~1/post/security").toString()).contains("sessions:write",
				"embedKeyAuth");
		document.get("paths")
			.properties()
			.forEach((path) -> path.getValue()
				.properties()
				.forEach((operation) -> assertThat(operation.getValue().path("security").isEmpty())
					.as(operation.getKey() + " " + path.getKey())
					.isEqualTo(path.getKey().equals(SIGNED_BY_ITS_PROVIDER))));
	}

	@Test
	void oneTeamIsNamedAtMost(@LocalServerPort int port) {
		String headers = "X-api-key: " + io.parley.Secured.ADMIN_KEY
				+ "\r\nX-Parley-Team: default\r\nX-Parley-Team: default\r\n";
		assertThat(new RawHttp(port).send("GET /api/me", headers, new byte[0]).status()).isEqualTo(400);
	}

	@Test
	void noOperationWithoutAnEntryIsFound(@LocalServerPort int port) {
		Api api = new Api(port);
		assertThat(Optional.of(api.get("/nothing/here")).map(Api.Answer::status)).hasValue(401);
		assertThat(api.get("/nothing/here", io.parley.Secured.admin()).status()).isEqualTo(404);
		assertThat(api.put("/api/me", "{}", io.parley.Secured.admin()).status()).isEqualTo(405);
	}

}
