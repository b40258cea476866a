package io.parley.web;

import java.util.List;
import java.util.Set;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpMethod;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/**
 * Where a form is taken: the pages that people use, and OAuth2, which prescribes forms.
 * Everything else takes JSON alone. The container reads a form when its first parameter
 * is asked for, and no more of it than {@code server.tomcat.max-http-form-post-size}. A
 * reply page reads its forms itself, as large as any body may be: {@link BodyFilter}.
 */
public final class Forms {

	private static final Set<String> PATHS = Set.of("/login", "/logout", "/o/authorize", "/o/token", "/o/introspect",
			"/o/revoke_token");

	/** What the paths of pages that people use begin with. */
	private static final List<String> PAGES = List.of("/console/");

	private Forms() {
	}

	/** Whether a request is for one of these and has a form as its body. */
	public static boolean isForm(HttpServletRequest request) {
		return HttpMethod.POST.matches(request.getMethod()) && isPath(request.getRequestURI())
				&& isForm(request.getContentType());
	}

	private static boolean isPath(String path) {
		return PATHS.contains(path) || PAGES.stream().anyMatch(path::startsWith);
	}

	private static boolean isForm(String contentType) {
		try {
			return contentType != null && MediaType.APPLICATION_FORM_URLENCODED
				.equalsTypeAndSubtype(MediaType.parseMediaType(contentType));
		}
		catch (InvalidMediaTypeException ex) {
			return false;
		}
	}

}
