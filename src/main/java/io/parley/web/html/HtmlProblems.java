package io.parley.web.html;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.parley.web.ProblemPage;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.catalina.connector.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.thymeleaf.spring6.view.AbstractThymeleafView;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.ViewResolver;
import org.springframework.web.servlet.view.ContentNegotiatingViewResolver;

/** The page {@code problem}, for whatever goes wrong where people are. */
@Component
class HtmlProblems implements ProblemPage {

	private static final Logger log = LoggerFactory.getLogger(HtmlProblems.class);

	private static final List<String> PAGES = List.of("/console", "/reply", "/docs");

	/** Asked late, since it is made of what asks for this. */
	private final ObjectProvider<ViewResolver> views;

	HtmlProblems(ObjectProvider<ViewResolver> views) {
		this.views = views;
	}

	@Override
	public boolean isFor(String path, HttpServletRequest request) {
		return !isNobodys(request)
				&& PAGES.stream().anyMatch((page) -> path.equals(page) || path.startsWith(page + "/"))
				&& Collections.list(request.getHeaders(HttpHeaders.ACCEPT))
					.stream()
					.anyMatch((accepted) -> accepted.toLowerCase(Locale.ROOT).contains("text/html"));
	}

	/**
	 * Whether the container hands it to no application, so that nothing can be rendered.
	 */
	private static boolean isNobodys(HttpServletRequest request) {
		return request instanceof Request bare && bare.getContext() == null;
	}

	@Override
	public void write(ProblemDetail problem, HttpServletRequest request, HttpServletResponse response) {
		HtmlHeaders.secure(response);
		response.setHeader("Referrer-Policy", HtmlHeaders.NO_REFERRER);
		try {
			view().render(Map.of("status", problem.getStatus(), "title", problem.getTitle(), "sentence",
					String.valueOf(problem.getDetail()), "console", isConsole(problem)), request, response);
		}
		catch (Exception ex) {
			log.error("The page of a problem could not be written", ex);
		}
	}

	/** Also before the dispatcher knows of the request, which some resolvers need. */
	private View view() throws Exception {
		for (ViewResolver resolver : this.views.orderedStream()
			.filter((resolver) -> !(resolver instanceof ContentNegotiatingViewResolver))
			.toList()) {
			View view = resolver.resolveViewName("problem", Locale.ENGLISH);
			if (view instanceof AbstractThymeleafView page) {
				// Else the end of the path that was asked for would say the type.
				page.setForceContentType(true);
				return page;
			}
		}
		throw new IllegalStateException("There is no view of the name problem");
	}

	private static boolean isConsole(ProblemDetail problem) {
		return problem.getInstance() != null && problem.getInstance().getPath().startsWith("/console");
	}

}
