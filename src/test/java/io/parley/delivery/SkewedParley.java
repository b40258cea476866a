package io.parley.delivery;

import java.time.Clock;
import java.time.Duration;

import io.parley.ParleyApplication;
import net.javacrumbs.shedlock.core.ClockProvider;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/**
 * The service where every clock is ahead by {@code CLOCK_AHEAD} seconds, that of its
 * locks too.
 */
public final class SkewedParley {

	private SkewedParley() {
	}

	public static void main(String[] arguments) {
		ClockProvider.setClock(clock());
		new SpringApplicationBuilder(ParleyApplication.class, Ahead.class).run(arguments);
	}

	private static Clock clock() {
		return Clock.offset(Clock.systemUTC(), Duration.ofSeconds(Long.parseLong(System.getenv("CLOCK_AHEAD"))));
	}

	@TestConfiguration(proxyBeanMethods = false)
	static class Ahead {

		@Bean
		@Primary
		Clock clockAhead() {
			return clock();
		}

	}

}
