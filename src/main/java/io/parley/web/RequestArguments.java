package io.parley.web;

import java.util.function.Function;

import io.parley.store.Ids;
import org.bson.types.ObjectId;

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

	/**
	 * The request attribute that holds an operation's id, where an idempotency key has
	 * named it.
	 */
	static final String OPERATION = RequestArguments.class.getName() + ".operation";

	static RequestArguments<Precondition> precondition() {
		return new RequestArguments<>(Precondition.class,
				(request) -> Precondition.of(all(request.getHeaderValues(HttpHeaders.IF_MATCH))));
	}

	static RequestArguments<OperationId> operation(Ids ids) {
		return new RequestArguments<>(OperationId.class, (request) -> {
			ObjectId named = (ObjectId) request.getAttribute(OPERATION, RequestAttributes.SCOPE_REQUEST);
			return new OperationId((named != null) ? named : ids.next());
		});
	}

	private static String all(String[] lines) {
		return (lines != null) ? String.join(", ", lines) : null;
	}

	@Override
	public boolean supportsParameter(MethodParameter parameter) {
		return parameter.getParameterType() == this.type;
	}

	@Override
	public Object resolveArgument(MethodParameter parameter, ModelAndViewContainer container, NativeWebRequest request,
			WebDataBinderFactory binders) {
		return this.read.apply(request);
	}

}
