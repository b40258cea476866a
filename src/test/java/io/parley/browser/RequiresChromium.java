package io.parley.browser;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What needs a real browser, which it takes as a parameter of type {@link Chromium}, with
 * no cookie in it and one empty window. Where none can be had it is skipped with a
 * sentence that says how to get one; with {@code CI=true} it fails with it.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ChromiumRequirement.class)
@interface RequiresChromium {

}
