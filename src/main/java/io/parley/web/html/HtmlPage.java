package io.parley.web.html;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.swagger.v3.oas.annotations.Hidden;

import org.springframework.stereotype.Controller;

/**
 * A controller of pages that people use. Its answers have the headers of
 * {@link HtmlHeaders}, its models have {@link PageText} as {@code show}, and the OpenAPI
 * document does not show it.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Controller
@Hidden
public @interface HtmlPage {

	/** How much browsers tell of where somebody came from. */
	String referrer() default HtmlHeaders.SAME_ORIGIN;

}
