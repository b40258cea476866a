package io.parley.web;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DataAccessException;
import org.springframework.util.StringUtils;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses a query string that cannot be decoded, whether or not anybody would read it,
 * and has a semicolon in a path belong to the name that it stands in: nothing here knows
 * parameters of paths (RFC 3986, section 3.3), and to take one off would name another
 * document. Being the outermost that answers with problems, it also tells of what failed
 * in the filters behind it.
 */
class MalformedRequestFilter extends OncePerRequestFilter {

	private final Problems problems;

	MalformedRequestFilter(Problems problems) {
		this.problems = problems;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		try {
			check(request.getQueryString());
			chain.doFilter(request.getRequestURI().contains(";") ? new LiteralPath(request) : request, response);
		}
		catch (ProblemException | InvalidParameterException | DataAccessException ex) {
			// The container throws the second from wherever the first parameter is read;
			// the
			// third comes from filters that ask the store, at their beginning or end.
			if (response.isCommitted()) {
				throw ex;
			}
			this.problems.write(ex, request, response);
		}
	}

	private static void check(@Nullable String query) {
		if (query == null) {
			return;
		}
		try {
			byte[] bytes = StringUtils.uriDecode(query, StandardCharsets.ISO_8859_1)
				.getBytes(StandardCharsets.ISO_8859_1);
			StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
		}
		catch (IllegalArgumentException | CharacterCodingException ex) {
			throw ProblemException.invalid("query",
					"The query string must be percent-encoded UTF-8; a percent sign itself is %25");
		}
		if (Arrays.stream(query.split("&")).anyMatch((parameter) -> parameter.startsWith("="))) {
			throw ProblemException.invalid("query", "The query string has a parameter without a name");
		}
	}

	/** A request whose path has each semicolon percent-encoded. */
	private static final class LiteralPath extends HttpServletRequestWrapper {

		LiteralPath(HttpServletRequest request) {
			super(request);
		}

		@Override
		public String getRequestURI() {
			return super.getRequestURI().replace(";", "%3B");
		}

		@Override
		public StringBuffer getRequestURL() {
			return new StringBuffer(super.getRequestURL().toString().replace(";", "%3B"));
		}

	}

}
