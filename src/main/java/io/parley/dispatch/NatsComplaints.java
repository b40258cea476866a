package io.parley.dispatch;

import java.net.ConnectException;
import java.security.GeneralSecurityException;
import java.util.regex.Pattern;

import javax.net.ssl.SSLException;

import io.nats.client.Connection;
import io.nats.client.ErrorListener;
import io.parley.client.nats.NatsAddresses;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.core.NestedExceptionUtils;

/**
 * Why there is no connection to NATS, as the last try to connect had it. A refusal, which
 * waiting does not mend, is logged once, however often it is repeated.
 */
class NatsComplaints implements ErrorListener {

	private static final Logger log = LoggerFactory.getLogger(NatsComplaints.class);

	private static final Pattern REFUSAL = Pattern.compile("(?i)^(user |account )?(authorization|authentication) ");

	private volatile @Nullable String reason;

	private volatile boolean refused;

	/** What was wrong last, without anything secret; null if nothing was. */
	@Nullable String reason() {
		return this.reason;
	}

	/** Takes note that there is a connection. */
	void connected() {
		this.reason = null;
		this.refused = false;
	}

	@Override
	public void errorOccurred(Connection current, String error) {
		if (REFUSAL.matcher(error).find()) {
			refused("it refuses the credentials of the service (" + error + ")");
		}
		else {
			log.warn("NATS answered an error: {}", error);
			this.reason = error;
		}
	}

	@Override
	public void exceptionOccurred(Connection current, Exception failure) {
		Throwable cause = NestedExceptionUtils.getMostSpecificCause(failure);
		String message = NatsAddresses.withoutCredentials(cause.getMessage());
		if (cause instanceof SSLException || cause instanceof GeneralSecurityException) {
			refused("TLS with it fails (" + message + ")");
		}
		else if (message != null && (!this.refused || cause instanceof ConnectException)) {
			// What follows a refusal is the end of that connection.
			this.reason = message;
			this.refused = false;
		}
	}

	private void refused(String now) {
		if (!now.equals(this.reason)) {
			log.warn("NATS cannot be used: {}; events wait in their outboxes, and the service tries again", now);
		}
		this.reason = now;
		this.refused = true;
	}

}
