package io.parley.web;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/**
 * Answers 304 to a GET with {@code If-None-Match: *} of a document that has a tag; Spring
 * itself does so for the tag alone.
 */
@RestControllerAdvice
class NotModifiedAdvice implements ResponseBodyAdvice<Object> {

	@Override
	public boolean supports(MethodParameter type, Class<? extends HttpMessageConverter<?>> converter) {
		return true;
	}

	@Override
	public @Nullable Object beforeBodyWrite(@Nullable Object body, MethodParameter type, MediaType contentType,
			Class<? extends HttpMessageConverter<?>> converter, ServerHttpRequest request,
			ServerHttpResponse response) {
		if (request.getMethod() == HttpMethod.GET && response.getHeaders().getETag() != null
				&& "*".equals(request.getHeaders().getFirst(HttpHeaders.IF_NONE_MATCH))) {
			response.setStatusCode(HttpStatus.NOT_MODIFIED);
			return null;
		}
		return body;
	}

}
