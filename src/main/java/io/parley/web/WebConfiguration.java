package io.parley.web;

import java.time.Instant;
import java.util.List;

import io.parley.store.Ids;
import io.parley.store.MemoryBudget;
import jakarta.servlet.Filter;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.module.SimpleModule;

import org.springframework.boot.jackson.autoconfigure.JsonFactoryBuilderCustomizer;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.filter.UrlHandlerFilter;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Sets up what every endpoint has in common. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration implements WebMvcConfigurer {

	private final Ids ids;

	WebConfiguration(Ids ids) {
		this.ids = ids;
	}

	@Override
	public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
		resolvers.add(RequestArguments.precondition());
		resolvers.add(RequestArguments.operation(this.ids));
	}

	@Bean
	static WebMvcRegistrations requestMappings() {
		return new WebMvcRegistrations() {
			@Override
			public RequestMappingHandlerMapping getRequestMappingHandlerMapping() {
				return new RequestMappings();
			}
		};
	}

	@Override
	public void addInterceptors(InterceptorRegistry interceptors) {
		interceptors.addInterceptor(new RequestRules()).excludePathPatterns("/error");
	}

	@Bean
	FilterRegistrationBean<MalformedRequestFilter> malformedRequests(Problems problems) {
		return filter(new MalformedRequestFilter(problems), FilterOrder.MALFORMED);
	}

	/** Every path answers the same with and without a trailing slash. */
	@Bean
	FilterRegistrationBean<UrlHandlerFilter> trailingSlash() {
		return filter(UrlHandlerFilter.trailingSlashHandler("/**").wrapRequest().build(), FilterOrder.SLASH);
	}

	@Bean
	BodyFilter bodyFilter(WebProperties properties, MemoryBudget budget, Problems problems) {
		return new BodyFilter(properties, budget, problems);
	}

	@Bean
	static Drain drain(ApplicationContext context, WebProperties properties) {
		return new Drain(context, properties.drain());
	}

	@Bean
	FilterRegistrationBean<BodyFilter> body(BodyFilter filter) {
		return filter(filter, FilterOrder.BODY);
	}

	private static <T extends Filter> FilterRegistrationBean<T> filter(T filter, int order) {
		FilterRegistrationBean<T> registration = new FilterRegistrationBean<>(filter);
		registration.setOrder(order);
		return registration;
	}

	/**
	 * An id in a path may hold anything, percent-encoded; also a slash or a backslash.
	 */
	@Bean
	WebServerFactoryCustomizer<TomcatServletWebServerFactory> anyIdInPaths(Problems problems) {
		return (factory) -> {
			factory.addConnectorCustomizers((connector) -> {
				connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
				connector.setEncodedReverseSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
			});
			factory.addContextCustomizers(
					(context) -> context.getParent().getPipeline().addValve(new ProblemValve(problems)));
		};
	}

	@Bean
	JsonFactoryBuilderCustomizer limitsOfJson(WebProperties properties) {
		long longest = properties.maxBody().toBytes();
		return (factory) -> factory.streamReadConstraints(StreamReadConstraints.builder()
			.maxNestingDepth(properties.maxDepth())
			.maxDocumentLength(longest)
			.maxStringLength((int) longest)
			.build());
	}

	@Bean
	JsonMapperBuilderCustomizer strictText() {
		return (mapper) -> mapper.addHandler(new UnknownFields.Collector())
			// What broke off must not look whole.
			.disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
			.addModule(new SimpleModule("parley").addDeserializer(String.class, new StrictText())
				.addSerializer(Instant.class, new InstantText()));
	}

}
