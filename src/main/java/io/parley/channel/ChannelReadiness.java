package io.parley.channel;

import java.util.Optional;

import io.parley.dispatch.StreamConsumers;
import io.parley.web.ProblemException;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Whether the service is set up for channels of a kind. */
@Component
class ChannelReadiness {

	static final String NO_JETSTREAM = "channels of a kind other than nats need JetStream, which this NATS server does"
			+ " not have: start it with -js, or name another in ORG_NATS_URL";

	private static final String NO_KEY = "secrets are kept encrypted, and there is no key for that: set"
			+ " PARLEY_SECRET_KEY to what `openssl rand -base64 32` prints and start the service again";

	private static final String NO_MAIL = "there is no mail server: set spring.mail.host, and what else it needs of"
			+ " spring.mail.*, and start the service again";

	private final SecretBox box;

	private final StreamConsumers consumers;

	private final boolean mail;

	ChannelReadiness(SecretBox box, StreamConsumers consumers, @Value("${spring.mail.host:}") String mailHost) {
		this.box = box;
		this.consumers = consumers;
		this.mail = !mailHost.isBlank();
	}

	/** Whether the NATS server can hand out what is to be delivered. */
	boolean hasStream() {
		return this.consumers.isAvailable();
	}

	/**
	 * Refuses a new channel of a kind that could not work.
	 * @throws ProblemException 409 that says what to set
	 */
	void check(ChannelKind kind) {
		missing(kind).ifPresent((reason) -> {
			throw ProblemException.conflict("A channel of kind " + kind.text() + " cannot be made here: " + reason);
		});
	}

	/**
	 * Refuses a secret that could not be kept.
	 * @throws ProblemException 409 that says what to set
	 */
	void checkSecrets() {
		if (!this.box.isReady()) {
			throw ProblemException.conflict("A secret cannot be changed here: " + NO_KEY);
		}
	}

	/** What the service lacks for channels of a kind, in words that say what to set. */
	Optional<String> missing(ChannelKind kind) {
		boolean secrets = kind == ChannelKind.WEBHOOK || kind == ChannelKind.SLACK;
		if (secrets && !this.box.isReady()) {
			return Optional.of(NO_KEY);
		}
		if (kind == ChannelKind.EMAIL && !this.mail) {
			return Optional.of(NO_MAIL);
		}
		return (kind.isDelivered() && !hasStream()) ? Optional.of(NO_JETSTREAM) : Optional.empty();
	}

}
