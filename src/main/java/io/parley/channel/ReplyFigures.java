package io.parley.channel;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.parley.sessionmessage.ReplyOutcome;

import org.springframework.stereotype.Component;

/**
 * Counts the replies that channels bring in, as the metric {@code parley.replies} by kind
 * of channel and outcome: what the session became, {@code retry} where it is asked again,
 * or {@code refused} where the reply could not count. One that a provider sends again
 * counts again.
 */
@Component
public class ReplyFigures {

	private final MeterRegistry metrics;

	ReplyFigures(MeterRegistry metrics) {
		this.metrics = metrics;
	}

	public void taken(ChannelKind kind, ReplyOutcome outcome) {
		count(kind, outcome.isRetry() ? "retry" : outcome.status());
	}

	public void refused(ChannelKind kind) {
		count(kind, "refused");
	}

	private void count(ChannelKind kind, String outcome) {
		Counter.builder("parley.replies")
			.description("Replies that channels have brought in")
			.tag("kind", kind.text())
			.tag("outcome", outcome)
			.register(this.metrics)
			.increment();
	}

}
