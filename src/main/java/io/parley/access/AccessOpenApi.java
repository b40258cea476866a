package io.parley.access;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.parley.access.OperationTable.Operation;
import io.parley.web.Scope;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.OAuthFlow;
import io.swagger.v3.oas.models.security.OAuthFlows;
import io.swagger.v3.oas.models.security.Scopes;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.security.SecurityScheme.In;
import io.swagger.v3.oas.models.security.SecurityScheme.Type;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;

import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;

/**
 * Shows in the OpenAPI document who may use each operation, as the {@link OperationTable}
 * says: by which kinds of credentials, and with which scopes.
 */
@Component
class AccessOpenApi implements GlobalOpenApiCustomizer {

	private static final String OAUTH = "OAuth2";

	private static final String KEY = "apiKeyAuth";

	private static final String TOKEN = "tokenAuth";

	private static final String COOKIE = "cookieAuth";

	private static final String EMBED = "embedKeyAuth";

	private final OperationTable table;

	AccessOpenApi(OperationTable table) {
		this.table = table;
	}

	@Override
	public void customise(OpenAPI document) {
		schemes(document.getComponents());
		document.getPaths()
			.forEach((path, item) -> item.readOperationsMap()
				.forEach((method, shown) -> this.table
					.find(HttpMethod.valueOf(method.name()), path.replaceFirst("(?<=.)/$", ""))
					.ifPresent((operation) -> show(operation, shown))));
	}

	private static void show(Operation operation, io.swagger.v3.oas.models.Operation shown) {
		shown.setSecurity(requirements(operation.rule()));
		if (!operation.rule().isForAnybody()) {
			Stream.of("401", "403", "404", "429")
				.forEach((status) -> shown.getResponses().putIfAbsent(status, new ApiResponse().$ref(status)));
		}
	}

	/** Any one of them is enough. */
	private static List<SecurityRequirement> requirements(Rule rule) {
		List<SecurityRequirement> requirements = new ArrayList<>();
		switch (rule.who()) {
			case SCOPED -> rule.anyOf()
				.stream()
				.sorted()
				.forEach((scope) -> requirements.add(new SecurityRequirement().addList(OAUTH, scope.text())));
			case CALLER -> requirements.add(new SecurityRequirement().addList(OAUTH));
			default -> {
			}
		}
		if (!rule.isForAnybody()) {
			requirements.add(new SecurityRequirement().addList(KEY));
			requirements.add(new SecurityRequirement().addList(TOKEN));
			if (rule.who() != Rule.Who.ADMIN_KEY) {
				requirements.add(new SecurityRequirement().addList(COOKIE));
			}
		}
		if (rule.embedded()) {
			requirements.add(new SecurityRequirement().addList(EMBED));
		}
		return requirements;
	}

	private static void schemes(Components components) {
		Scopes scopes = new Scopes();
		Stream.of(Scope.values()).forEach((scope) -> scopes.addString(scope.text(), scope.description()));
		OAuthFlow code = new OAuthFlow().authorizationUrl("/o/authorize/")
			.tokenUrl("/o/token/")
			.refreshUrl("/o/token/")
			.scopes(scopes);
		OAuthFlow credentials = new OAuthFlow().tokenUrl("/o/token/").scopes(scopes);
		components
			.addSecuritySchemes(OAUTH,
					new SecurityScheme().type(Type.OAUTH2)
						.description("An application acts for a person, with PKCE (S256), or for itself")
						.flows(new OAuthFlows().authorizationCode(code).clientCredentials(credentials)))
			.addSecuritySchemes(KEY, header(Credentials.API_KEY, "An API key, or the admin key"))
			.addSecuritySchemes(TOKEN,
					new SecurityScheme().type(Type.HTTP)
						.scheme("bearer")
						.description("An access token, an API key or the admin key"))
			.addSecuritySchemes(COOKIE, new SecurityScheme().type(Type.APIKEY)
				.in(In.COOKIE)
				.name("sessionid")
				.description("Of a person who is signed in at /login, as a browser sends it by itself: nothing has"
						+ " to be entered here. What changes something also needs the csrftoken cookie's"
						+ " value in X-CSRFToken"))
			.addSecuritySchemes(EMBED, header(Credentials.EMBED_KEY, "A key in the page of another site"));
	}

	private static SecurityScheme header(String name, String description) {
		return new SecurityScheme().type(Type.APIKEY).in(In.HEADER).name(name).description(description);
	}

}
