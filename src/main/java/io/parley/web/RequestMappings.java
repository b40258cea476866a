package io.parley.web;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.PathContainer;
import org.springframework.http.server.PathContainer.PathSegment;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.condition.PathPatternsRequestCondition;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.pattern.PathPattern;

/**
 * Finds the method that answers a request. Spring holds every request whose path has a
 * variable against all mappings in turn, which was a seventh of the processor time of
 * reading one document; here only those are looked at whose first segment is that of the
 * path. What is found is the same.
 */
final class RequestMappings extends RequestMappingHandlerMapping {

	/**
	 * By mapping, the texts that its paths begin with; empty where one of them begins
	 * with a variable.
	 */
	private final Map<RequestMappingInfo, Set<String>> beginnings = new ConcurrentHashMap<>();

	@Override
	protected @Nullable HandlerMethod lookupHandlerMethod(String lookupPath, HttpServletRequest request)
			throws Exception {
		return super.lookupHandlerMethod(lookupPath, new Sought(request));
	}

	@Override
	protected @Nullable RequestMappingInfo getMatchingMapping(RequestMappingInfo mapping, HttpServletRequest request) {
		if (request instanceof Sought sought) {
			Set<String> possible = beginningsOf(mapping);
			if (!possible.isEmpty() && !possible.contains(sought.beginning)) {
				return null;
			}
		}
		return super.getMatchingMapping(mapping, request);
	}

	private Set<String> beginningsOf(RequestMappingInfo mapping) {
		Set<String> known = this.beginnings.get(mapping);
		return (known != null) ? known : this.beginnings.computeIfAbsent(mapping, RequestMappings::beginnings);
	}

	private static Set<String> beginnings(RequestMappingInfo mapping) {
		PathPatternsRequestCondition paths = mapping.getPathPatternsCondition();
		Set<PathPattern> patterns = (paths != null) ? paths.getPatterns() : Set.of();
		return patterns.stream().allMatch(RequestMappings::beginsWithText)
				? patterns.stream().map(RequestMappings::beginning).collect(Collectors.toUnmodifiableSet()) : Set.of();
	}

	private static boolean beginsWithText(PathPattern pattern) {
		String text = pattern.getPatternString();
		return text.startsWith("/") && beginning(pattern).chars().noneMatch((each) -> "{}*?".indexOf(each) >= 0);
	}

	private static String beginning(PathPattern pattern) {
		return pattern.getPatternString().split("/", 3)[1];
	}

	/** A request for which a method is sought. */
	private static final class Sought extends HttpServletRequestWrapper {

		/** The first segment of its path, decoded as Spring reads it. */
		private final String beginning;

		private final String method;

		Sought(HttpServletRequest request) {
			super(request);
			List<PathContainer.Element> path = ServletRequestPathUtils.getParsedRequestPath(request)
				.pathWithinApplication()
				.elements();
			this.beginning = (path.size() > 1 && path.get(1) instanceof PathSegment segment) ? segment.valueToMatch()
					: "";
			this.method = request.getMethod();
		}

		@Override
		public String getMethod() {
			return this.method;
		}

	}

}
