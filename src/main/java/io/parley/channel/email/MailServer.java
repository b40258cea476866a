package io.parley.channel.email;

import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.parley.channel.ChannelProperties;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.stereotype.Component;

/**
 * The SMTP server of {@code spring.mail}. Each message has a connection of its own, which
 * is closed after {@code parley.channels.timeout} whatever it is at.
 */
@Component
class MailServer implements AutoCloseable {

	private final Optional<JavaMailSenderImpl> settings;

	private final Duration timeout;

	private final ScheduledThreadPoolExecutor ends = new ScheduledThreadPoolExecutor(1, (work) -> {
		Thread thread = new Thread(work, "channel-mail-deadlines");
		thread.setDaemon(true);
		return thread;
	});

	/** Makes a message of a session. */
	interface Message {

		MimeMessage in(Session session) throws MessagingException;

	}

	@Autowired
	MailServer(ObjectProvider<JavaMailSenderImpl> settings, ChannelProperties properties) {
		this(settings.stream().findFirst().orElse(null), properties.timeout());
	}

	MailServer(JavaMailSenderImpl settings, Duration timeout) {
		this.settings = Optional.ofNullable(settings);
		this.timeout = timeout;
		this.ends.setRemoveOnCancelPolicy(true);
	}

	/** Whether the service knows a mail server. */
	boolean isConfigured() {
		return this.settings.isPresent();
	}

	/**
	 * Sends a message to all of its recipients that the server takes.
	 * @throws LateException where the time has passed
	 * @throws MessagingException as the library reports it
	 */
	void send(Message message) throws MessagingException {
		JavaMailSenderImpl mail = this.settings.orElseThrow();
		String protocol = Optional.ofNullable(mail.getProtocol()).orElse(JavaMailSenderImpl.DEFAULT_PROTOCOL);
		TimedSockets sockets = new TimedSockets();
		Session session = Session.getInstance(properties(mail, protocol, sockets));
		MimeMessage written = message.in(session);
		Future<?> end = this.ends.schedule(sockets::close, this.timeout.toNanos(), TimeUnit.NANOSECONDS);
		try (Transport transport = session.getTransport(protocol)) {
			transport.connect(mail.getHost(), mail.getPort(), mail.getUsername(), mail.getPassword());
			transport.sendMessage(written, written.getAllRecipients());
		}
		catch (MessagingException ex) {
			throw (sockets.isClosed() || ex.getCause() instanceof SocketTimeoutException) ? new LateException(ex) : ex;
		}
		finally {
			end.cancel(false);
			sockets.close();
		}
	}

	private Properties properties(JavaMailSenderImpl mail, String protocol, TimedSockets sockets) {
		Properties properties = new Properties();
		properties.putAll(mail.getSession().getProperties());
		String prefix = "mail." + protocol + ".";
		String longest = Long.toString(this.timeout.toMillis());
		properties.put(prefix + "connectiontimeout", longest);
		properties.put(prefix + "timeout", longest);
		properties.put(prefix + "sendpartial", "true");
		properties.put(prefix + "quitwait", "false");
		// A factory that the operator has set stays; then each step is bounded, not their
		// sum.
		if (!properties.containsKey(prefix + "socketFactory")
				&& !properties.containsKey(prefix + "socketFactory.class")) {
			properties.put(prefix + "socketFactory", sockets);
			properties.put(prefix + "socketFactory.fallback", "false");
		}
		return properties;
	}

	@Override
	public void close() {
		this.ends.shutdownNow();
	}

	/** The server was not done in time. */
	static final class LateException extends MessagingException {

		private static final long serialVersionUID = 1L;

		LateException(MessagingException cause) {
			super("late", cause);
		}

	}

}
