package io.parley.web;

import java.util.Arrays;
import java.util.stream.Stream;

import io.parley.store.JsonObject;
import io.parley.store.JsonValue;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import org.springdoc.core.customizers.PropertyCustomizer;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springdoc.core.utils.SpringDocUtils;

import org.springframework.boot.info.BuildProperties;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * What the OpenAPI document says of every operation alike.
 */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

	static {
		SpringDocUtils.getConfig()
			.replaceWithSchema(JsonObject.class, new ObjectSchema().additionalProperties(true))
			.replaceWithSchema(JsonValue.class, new Schema<>().description("Any JSON value"))
			.addRequestWrapperToIgnore(Precondition.class, OperationId.class);
	}

	@Bean
	OpenAPI openApi(ObjectProvider<BuildProperties> build) {
		return new OpenAPI().info(new Info().title("Parley")
			.version(build.stream().map(BuildProperties::getVersion).findFirst().orElse("development"))
			.description("A conversation service: programs and people exchange messages and nothing is ever lost."));
	}

	/**
	 * Names are as Jackson 3 writes them, which swagger-core does not know. The first to
	 * be registered is the last to be asked, after those that add to what it finds.
	 */
	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	ModelResolver snakeCase(ObjectMapperProvider mappers) {
		return new ModelResolver(
				mappers.jsonMapper()
					.copy()
					.setPropertyNamingStrategy(com.fasterxml.jackson.databind.PropertyNamingStrategies.SNAKE_CASE),
				new GenericNames())
			.openapi31(true);
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

}
