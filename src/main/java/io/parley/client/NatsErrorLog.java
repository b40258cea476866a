package io.parley.client;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.GeneralSecurityException;
import java.util.Objects;

import javax.net.ssl.SSLException;

import io.nats.client.Connection;
import io.nats.client.ErrorListener;
import org.jspecify.annotations.Nullable;

/** Says what NATS complains of; the waits do not depend on it. */
final class NatsErrorLog implements ErrorListener {

	private static final Logger LOG = System.getLogger(NatsErrorLog.class.getName());

	private volatile @Nullable String failure;

	@Override
	public void errorOccurred(Connection connection, String error) {
		LOG.log(Level.WARNING, "NATS says: " + error);
	}

	@Override
	public void exceptionOccurred(Connection connection, Exception thrown) {
		Throwable cause = thrown;
		while (cause.getCause() != null) {
			cause = cause.getCause();
		}
		boolean ofTls = cause instanceof SSLException || cause instanceof GeneralSecurityException;
		String said = Objects.requireNonNullElse(cause.getMessage(), cause.toString());
		if (ofTls && !said.equals(this.failure)) {
			this.failure = said;
			LOG.log(Level.WARNING, "TLS with NATS fails, replies are asked for over HTTP: " + said);
		}
		LOG.log(Level.DEBUG, "On the NATS connection", thrown);
	}

}
