package io.parley.web.html;

import java.time.Clock;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Gives every {@link HtmlPage} its headers and what its template shows things with. */
@Configuration(proxyBeanMethods = false)
class HtmlConfiguration implements WebMvcConfigurer {

	@Override
	public void addInterceptors(InterceptorRegistry interceptors) {
		interceptors.addInterceptor(new HandlerInterceptor() {
			@Override
			public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
				if (handler instanceof HandlerMethod method) {
					HtmlPage page = AnnotatedElementUtils.findMergedAnnotation(method.getBeanType(), HtmlPage.class);
					if (page != null) {
						HtmlHeaders.secureScripted(response, page.referrer());
					}
				}
				return true;
			}
		});
	}

	/** The models of pages. */
	@ControllerAdvice(annotations = HtmlPage.class)
	static class Models {

		private final PageText text;

		Models(Clock clock) {
			this.text = new PageText(clock);
		}

		@ModelAttribute("show")
		PageText show() {
			return this.text;
		}

	}

}
