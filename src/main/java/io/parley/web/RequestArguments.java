package io.parley.web;

import java.util.function.Function;

import io.parley.store.Ids;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * Gives controllers the {@link Precondition} and the {@link OperationId} of a request.
 */
record RequestArguments<T>(Class<T> type, Function<NativeWebRequest, T> read) implements HandlerMethodArgumentResolver {

	static RequestArguments<Precondition> precondition() {
		return new RequestArguments<>(Precondition.class,
				(request) -> Precondition.of(all(request.getHeaderValues(HttpHeaders.IF_MATCH)),
						all(request.getHeaderValues(HttpHeaders.IF_NONE_MATCH))));
	}

	static RequestArguments<OperationId> operation(Ids ids) {
		return new RequestArguments<>(OperationId.class, (request) -> {
			Object assigned = request.getAttribute(OperationId.ATTRIBUTE, RequestAttributes.SCOPE_REQUEST);
			return (assigned != null) ? (OperationId) assigned : new OperationId(ids.next());
		});
	}

	private static @Nullable String all(String @Nullable [] lines) {
		return (lines != null) ? String.join(", ", lines) : null;
	}

	@Override
	public boolean supportsParameter(MethodParameter parameter) {
		return parameter.getParameterType() == this.type;
	}

	@Override
	public Object resolveArgument(MethodParameter parameter, @Nullable ModelAndViewContainer container,
			NativeWebRequest request, @Nullable WebDataBinderFactory binders) {
		return this.read.apply(request);
	}

}
