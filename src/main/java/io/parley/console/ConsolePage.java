package io.parley.console;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.parley.web.html.HtmlPage;

/** A controller of pages of the console, whose models have what its layout shows. */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@HtmlPage
@interface ConsolePage {

}
