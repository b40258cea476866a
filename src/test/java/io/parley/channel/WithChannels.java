package io.parley.channel;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.test.context.TestPropertySource;

/** A service that is set up for channels of every kind. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@TestPropertySource(properties = { "PARLEY_SECRET_KEY=" + WithChannels.KEY, "spring.mail.host=127.0.0.1" })
public @interface WithChannels {

	/** Base64 of 32 bytes. */
	String KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

}
