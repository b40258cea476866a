package io.parley.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.DisconnectedClientHelper;

/**
 * Cuts the connection where an answer fails after its beginning was sent, which no
 * problem document can take back any more, so that no caller takes a part for the whole.
 */
@Component
class BrokenAnswers implements HandlerExceptionResolver, Ordered {

	@Override
	public @Nullable ModelAndView resolveException(HttpServletRequest request, HttpServletResponse response,
			@Nullable Object handler, Exception ex) {
		if (!response.isCommitted()) {
			return null;
		}
		if (DisconnectedClientHelper.isClientDisconnectedException(ex)) {
			return new ModelAndView();
		}
		throw new IllegalStateException("An answer broke off after its beginning was sent", ex);
	}

	@Override
	public int getOrder() {
		return HIGHEST_PRECEDENCE;
	}

}
