package io.parley.web;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;

import io.parley.store.JsonObject;
import io.parley.store.JsonValue;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.customizers.PropertyCustomizer;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springdoc.core.utils.SpringDocUtils;

import org.springframework.boot.info.BuildProperties;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * What the OpenAPI document says of every operation alike; and the root, which leads to
 * Swagger UI.
 */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration implements WebMvcConfigurer {

	private static final String PROBLEM = "Problem";

	static {
		SpringDocUtils.getConfig()
			.replaceWithSchema(JsonObject.class, new ObjectSchema().additionalProperties(true))
			.replaceWithSchema(JsonValue.class, new Schema<>().description("Any JSON value"))
			.addRequestWrapperToIgnore(Precondition.class, OperationId.class);
	}

	@Override
	public void addViewControllers(ViewControllerRegistry views) {
		views.addRedirectViewController("/", "/swagger-ui.html");
	}

	@Bean
	OpenAPI openApi(ObjectProvider<BuildProperties> build) {
		return new OpenAPI().info(new Info().title("Parley")
			.version(build.stream().map(BuildProperties::getVersion).findFirst().orElse("development"))
			.description("A conversation service: programs and people exchange messages and nothing is ever lost."));
	}

	/** Names are as Jackson 3 writes them, which swagger-core does not know. */
	@Bean
	ModelResolver snakeCase(ObjectMapperProvider mappers) {
		return new ModelResolver(mappers.jsonMapper()
			.copy()
			.setPropertyNamingStrategy(com.fasterxml.jackson.databind.PropertyNamingStrategies.SNAKE_CASE))
			.openapi31(true);
	}

	@Bean
	OperationCustomizer headersAndProblems() {
		return (operation, method) -> {
			if (takes(method, Precondition.class)) {
				header(operation, HttpHeaders.IF_MATCH, "Changes the document only if this is its ETag (else 412)");
			}
			if (takes(method, OperationId.class)) {
				header(operation, IdempotencyFilter.HEADER,
						"Repeated within 24 hours, the first answer comes again and the work is done once");
			}
			operation.getResponses()
				.addApiResponse("default",
						new ApiResponse().description("An RFC 9457 problem document")
							.content(new Content().addMediaType("application/problem+json",
									new MediaType().schema(new Schema<>().$ref(PROBLEM)))));
			return operation;
		};
	}

	@Bean
	PropertyCustomizer characterBounds() {
		return (schema, type) -> {
			Stream.ofNullable(type.getCtxAnnotations())
				.flatMap(Arrays::stream)
				.filter(Characters.class::isInstance)
				.map(Characters.class::cast)
				.forEach((bounds) -> schema.minLength(bounds.min()).maxLength(bounds.max()));
			return schema;
		};
	}

	@Bean
	OpenApiCustomizer problemSchema() {
		return (document) -> document.getComponents()
			.addSchemas(PROBLEM, new ObjectSchema().addProperty("type", new StringSchema().format("uri-reference"))
				.addProperty("title", new StringSchema())
				.addProperty("status", new IntegerSchema())
				.addProperty("detail", new StringSchema().description("What was wrong, and what is accepted"))
				.addProperty("instance", new StringSchema().format("uri-reference"))
				.addProperty("error", new StringSchema().description("The same sentence as detail"))
				.addProperty("errors", new ObjectSchema().description("For invalid input: field to sentences")
					.additionalProperties(new io.swagger.v3.oas.models.media.ArraySchema().items(new StringSchema())))
				.example(Map.of("type", "about:blank", "title", "Not Found", "status", 404, "detail",
						"There is no session with session_id abc123", "instance", "/session/abc123", "error",
						"There is no session with session_id abc123")));
	}

	private static boolean takes(HandlerMethod method, Class<?> type) {
		return Arrays.asList(method.getMethod().getParameterTypes()).contains(type);
	}

	private static void header(Operation operation, String name, String description) {
		operation
			.addParametersItem(new HeaderParameter().name(name).description(description).schema(new StringSchema()));
	}

}
