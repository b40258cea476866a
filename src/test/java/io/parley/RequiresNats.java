package io.parley;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What needs a real NATS server. Where none can be had it is skipped with a sentence that
 * says how to get one; with {@code CI=true} it fails with it.
 */
@Target({ ElementType.TYPE, ElementType.METHOD })
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(TestServers.NatsRequirement.class)
public @interface RequiresNats {

	/**
	 * Whether it kills and starts servers of its own, so that one that runs somewhere
	 * else does not do.
	 */
	boolean ownServer() default false;

}
