package io.parley.web;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;

/**
 * Makes problem documents, all of the same form, for the handler of exceptions, the
 * filters and the error page.
 */
@Component
public class Problems {

	private static final URI BLANK = URI.create("about:blank");

	private final List<ProblemCustomizer> customizers;

	private final JsonMapper mapper;

	Problems(List<ProblemCustomizer> customizers, JsonMapper mapper) {
		this.customizers = customizers;
		this.mapper = mapper;
	}

	ProblemDetail of(HttpStatusCode status, String detail, Map<String, List<String>> errors,
			HttpServletRequest request) {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
		problem.setType(BLANK);
		HttpStatus known = HttpStatus.resolve(status.value());
		problem.setTitle((known != null) ? known.getReasonPhrase() : "Error");
		problem.setInstance(instance(request));
		problem.setProperty("error", detail);
		if (!errors.isEmpty()) {
			problem.setProperty("errors", errors);
		}
		this.customizers.forEach((customizer) -> customizer.customize(problem, path(request)));
		return problem;
	}

	/**
	 * Answers a request with the problem that an exception stands for, where no handler
	 * of exceptions is at hand.
	 */
	public void write(ProblemException ex, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		if (ex.retryAfter() != null) {
			response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(ex.retryAfter().toSeconds()));
		}
		response.setStatus(ex.status().value());
		response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
		ProblemDetail problem = of(ex.status(), ex.getMessage(), ex.errors(), request);
		response.getOutputStream().write(this.mapper.writeValueAsBytes(problem));
	}

	private static URI instance(HttpServletRequest request) {
		try {
			return new URI(path(request));
		}
		catch (URISyntaxException ex) {
			return URI.create("/");
		}
	}

	private static String path(HttpServletRequest request) {
		Object original = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
		return (original != null) ? original.toString() : request.getRequestURI();
	}

}
