package io.parley;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.test.context.TestPropertySource;

/**
 * A {@link ParleyTest} of a service that asks for credentials. All tests have the same
 * address and try what is refused.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ParleyTest
@TestPropertySource(
		properties = { "PARLEY_ADMIN_KEY=" + Secured.ADMIN_KEY, "parley.limits.failures-per-minute=1000000" })
public @interface SecuredTest {

}
