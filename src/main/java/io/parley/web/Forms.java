package io.parley.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpMethod;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Where a form is taken: the pages that people use, and OAuth2, which prescribes forms.
 * Everything else takes JSON alone. The container reads a form when its first parameter
 * is asked for, and no more of it than {@code server.tomcat.max-http-form-post-size}. The
 * pages on which people reply read their forms themselves, as large as any body may be:
 * {@link BodyFilter}.
 */
public final class Forms {

	private static final Set<String> PATHS = Set.of("/login", "/logout", "/o/authorize", "/o/token", "/o/introspect",
			"/o/revoke_token");

	/** What the paths of pages that people use begin with. */
	private static final List<String> PAGES = List.of("/console/");

	/** However its path is spelt, as the controller is found. */
	private static final PathPattern REPLY = PathPatternParser.defaultInstance
		.parse("/console/sessions/{session_id}/reply");

	private Forms() {
	}

	/** Whether a request has a form that the container reads. */
	public static boolean isForm(HttpServletRequest request) {
		return hasForm(request) && isPath(request.getRequestURI()) && !isReply(request);
	}

	/**
	 * Whether a request has a form that a page reads itself, and in which it has its
	 * token.
	 */
	public static boolean isLargeForm(HttpServletRequest request) {
		return hasForm(request) && isReply(request);
	}

	/**
	 * The first value of a field of either form; null where there is none. A form that a
	 * page reads itself must have passed {@link BodyFilter}.
	 * @throws ProblemException 400 where that is no form
	 */
	public static @Nullable String value(HttpServletRequest request, String field) {
		if (isForm(request)) {
			return request.getParameter(field);
		}
		List<String> values = new ArrayList<>();
		if (isLargeForm(request)) {
			FormBody.read(BufferedRequest.bodyOf(request), (name, value) -> {
				if (name.equals(field)) {
					values.add(value);
				}
			});
		}
		return values.isEmpty() ? null : values.get(0);
	}

	private static boolean hasForm(HttpServletRequest request) {
		return HttpMethod.POST.matches(request.getMethod()) && isForm(request.getContentType());
	}

	private static boolean isPath(String path) {
		return PATHS.contains(path) || PAGES.stream().anyMatch(path::startsWith);
	}

	private static boolean isReply(HttpServletRequest request) {
		return REPLY.matches(PathContainer.parsePath(request.getRequestURI()));
	}

	private static boolean isForm(@Nullable String contentType) {
		try {
			return contentType != null && MediaType.APPLICATION_FORM_URLENCODED
				.equalsTypeAndSubtype(MediaType.parseMediaType(contentType));
		}
		catch (InvalidMediaTypeException ex) {
			return false;
		}
	}

}
