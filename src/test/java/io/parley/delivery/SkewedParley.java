package io.parley.delivery;

import java.time.Clock;
import java.time.Duration;

import io.parley.ParleyApplication;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** The service with a clock that is ahead by {@code CLOCK_AHEAD} seconds. */
public final class SkewedParley {

	private SkewedParley() {
	}

	public static void main(String[] arguments) {
		new SpringApplicationBuilder(ParleyApplication.class, Ahead.class).run(arguments);
	}

	@TestConfiguration(proxyBeanMethods = false)
	static class Ahead {

		@Bean
		@Primary
		Clock clockAhead() {
			return Clock.offset(Clock.systemUTC(), Duration.ofSeconds(Long.parseLong(System.getenv("CLOCK_AHEAD"))));
		}

	}

}
