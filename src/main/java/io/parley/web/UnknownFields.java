package io.parley.web;

import java.lang.reflect.Type;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.DeserializationProblemHandler;

import org.springframework.core.MethodParameter;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

/**
 * Refuses a body with fields that nobody asked for, and names all of them, not only the
 * first.
 */
@ControllerAdvice
class UnknownFields extends RequestBodyAdviceAdapter {

	private static final String FOUND = UnknownFields.class.getName();

	/** Of a name, so many characters are told. */
	private static final int LONGEST_SHOWN = 64;

	@Override
	public boolean supports(MethodParameter parameter, Type type, Class<? extends HttpMessageConverter<?>> converter) {
		return true;
	}

	@Override
	public Object afterBodyRead(Object body, HttpInputMessage message, MethodParameter parameter, Type type,
			Class<? extends HttpMessageConverter<?>> converter) {
		check();
		return body;
	}

	/** Refuses the request at hand if a body of it that was read had unknown fields. */
	static void check() {
		Map<String, List<String>> found = found(RequestContextHolder.currentRequestAttributes());
		if (found != null) {
			throw ProblemException.invalid(found);
		}
	}

	@SuppressWarnings("unchecked")
	private static @Nullable Map<String, List<String>> found(RequestAttributes request) {
		return (Map<String, List<String>>) request.getAttribute(FOUND, RequestAttributes.SCOPE_REQUEST);
	}

	/** Collects unknown fields while a body of a request is read. */
	static final class Collector extends DeserializationProblemHandler {

		@Override
		public boolean handleUnknownProperty(DeserializationContext context, JsonParser parser,
				ValueDeserializer<?> deserializer, Object beanOrClass, String name) {
			RequestAttributes request = RequestContextHolder.getRequestAttributes();
			if (request == null) {
				return false;
			}
			Map<String, List<String>> found = found(request);
			if (found == null) {
				found = new LinkedHashMap<>();
				request.setAttribute(FOUND, found, RequestAttributes.SCOPE_REQUEST);
			}
			if (found.size() < 20) {
				String shown = Excerpt.of(name, LONGEST_SHOWN);
				Collection<Object> known = deserializer.getKnownPropertyNames();
				found.put(shown, List.of("%s is not a field here; accepted: %s".formatted(shown,
						(known != null) ? new TreeSet<>(known) : List.of())));
			}
			parser.skipChildren();
			return true;
		}

	}

}
