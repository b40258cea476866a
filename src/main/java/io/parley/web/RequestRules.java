package io.parley.web;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.util.StringUtils;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Holds every request to what Spring leaves open, before anything is done for it: its
 * {@code Accept} header allows an answer in JSON, where it is no page that is asked for,
 * and a parameter that has one value is given once.
 */
class RequestRules implements HandlerInterceptor {

	@Override
	public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
			throws HttpMediaTypeNotAcceptableException {
		if (handler instanceof HandlerMethod method && method.getBeanType().getName().startsWith("io.parley.")) {
			if (answersJson(method) && !accepts(Collections.list(request.getHeaders(HttpHeaders.ACCEPT)))) {
				throw new HttpMediaTypeNotAcceptableException(List.of(MediaType.APPLICATION_JSON));
			}
			Arrays.stream(method.getMethodParameters()).forEach((parameter) -> checkGivenOnce(parameter, request));
		}
		return true;
	}

	private static boolean answersJson(HandlerMethod method) {
		return AnnotatedElementUtils.hasAnnotation(method.getBeanType(), ResponseBody.class)
				|| method.hasMethodAnnotation(ResponseBody.class);
	}

	/** The most precise range that JSON is in decides (RFC 9110, section 12.5.1). */
	private static boolean accepts(List<String> headers) {
		try {
			List<MediaType> ranges = MediaType.parseMediaTypes(headers);
			List<MediaType> json = ranges.stream().filter(MediaType.APPLICATION_JSON::isCompatibleWith).toList();
			int most = json.stream().mapToInt(RequestRules::precision).max().orElse(-1);
			return ranges.isEmpty()
					|| json.stream().anyMatch((range) -> precision(range) == most && range.getQualityValue() > 0);
		}
		catch (InvalidMediaTypeException ex) {
			return false;
		}
	}

	private static int precision(MediaType range) {
		if (range.isWildcardType()) {
			return 0;
		}
		return range.isWildcardSubtype() ? 1 : 2;
	}

	private static void checkGivenOnce(MethodParameter parameter, HttpServletRequest request) {
		RequestParam annotation = parameter.getParameterAnnotation(RequestParam.class);
		Class<?> type = parameter.getParameterType();
		if (annotation == null || type.isArray() || Collection.class.isAssignableFrom(type)
				|| Map.class.isAssignableFrom(type)) {
			return;
		}
		String name = StringUtils.hasText(annotation.name()) ? annotation.name() : parameter.getParameter().getName();
		String[] values = request.getParameterValues(name);
		if (values != null && values.length > 1) {
			throw ProblemException.invalid(name, name + " must be given once");
		}
	}

}
