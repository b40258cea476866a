package io.parley.web;

import java.util.Collections;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Refuses a request that cannot accept the answer before anything is done for it, not
 * after.
 */
class AcceptInterceptor implements HandlerInterceptor {

	private static final List<MediaType> ANSWERS = List.of(MediaType.APPLICATION_JSON);

	@Override
	public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
			throws HttpMediaTypeNotAcceptableException {
		if (handler instanceof HandlerMethod method && method.getBeanType().getName().startsWith("io.parley.")
				&& !accepts(Collections.list(request.getHeaders(HttpHeaders.ACCEPT)))) {
			throw new HttpMediaTypeNotAcceptableException(ANSWERS);
		}
		return true;
	}

	private static boolean accepts(List<String> headers) {
		try {
			List<MediaType> accepted = MediaType.parseMediaTypes(headers);
			return accepted.isEmpty() || accepted.stream().anyMatch(MediaType.APPLICATION_JSON::isCompatibleWith);
		}
		catch (InvalidMediaTypeException ex) {
			return false;
		}
	}

}
