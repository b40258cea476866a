package io.parley.web;

import java.time.Duration;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;

/**
 * Has a service that is told to stop serve for a while longer, though readiness says no
 * already. A proxy that asks for it then sends nothing more by the time that connections
 * are refused; without, what it sends in between can break off.
 */
final class Drain implements ApplicationListener<ContextClosedEvent> {

	private static final Logger log = LoggerFactory.getLogger(Drain.class);

	private final ApplicationContext context;

	private final Duration time;

	/**
	 * Serves for a while longer.
	 * @param context whose end is meant
	 * @param time for how long; not at all where it is zero
	 */
	Drain(ApplicationContext context, Duration time) {
		this.context = context;
		this.time = time;
	}

	/** Is told once readiness says no, and before anything is stopped. */
	@Override
	public void onApplicationEvent(ContextClosedEvent event) {
		if (event.getApplicationContext() != this.context || this.time.isZero()) {
			return;
		}
		log.info("Not ready any more; requests are served for {} s longer", this.time.toMillis() / 1000.0);
		try {
			Thread.sleep(this.time.toMillis());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
