package io.parley.channel.email;

import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.parley.channel.ChannelProperties;
import io.parley.store.DaemonThreads;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.stereotype.Component;

/**
 * The SMTP server of {@code spring.mail}. Each message has a connection of its own, which
 * is closed after {@code parley.channels.timeout} whatever it is at. The library holds
 * locks while it waits for the server, which would keep virtual threads on their
 * carriers; so all of it is done in a few threads of the platform, and what waits for one
 * of them waits no longer than that either.
 */
@Component
class MailServer implements AutoCloseable {

	private static final Logger log = LoggerFactory.getLogger(MailServer.class);

	private static final long IDLE = 30;

	private final Optional<JavaMailSenderImpl> settings;

	private final Duration timeout;

	private final ThreadPoolExecutor threads;

	private final ScheduledThreadPoolExecutor ends = new ScheduledThreadPoolExecutor(1,
			DaemonThreads.named("channel-mail-deadlines"));

	/** Makes a message of a session. */
	interface Message {

		MimeMessage in(Session session) throws MessagingException;

	}

	@Autowired
	MailServer(ObjectProvider<JavaMailSenderImpl> settings, ChannelProperties properties) {
		this(settings.stream().findFirst().orElse(null), properties.timeout(), properties.email().connections());
	}

	MailServer(@Nullable JavaMailSenderImpl settings, Duration timeout, int connections) {
		this.settings = Optional.ofNullable(settings);
		this.timeout = timeout;
		this.ends.setRemoveOnCancelPolicy(true);
		this.threads = new ThreadPoolExecutor(connections, connections, IDLE, TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(), DaemonThreads.named("channel-mail"));
		this.threads.allowCoreThreadTimeOut(true);
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
		TimedSockets sockets = new TimedSockets();
		AtomicBoolean begun = new AtomicBoolean();
		CompletableFuture<Void> sent = new CompletableFuture<>();
		Runnable work = () -> {
			if (begun.compareAndSet(false, true)) {
				run(message, sockets, sent);
			}
		};
		Future<?> end = this.ends.schedule(() -> {
			sockets.close();
			if (begun.compareAndSet(false, true)) {
				this.threads.remove(work);
				sent.completeExceptionally(new LateException(null));
			}
		}, this.timeout.toNanos(), TimeUnit.NANOSECONDS);
		try {
			this.threads.execute(work);
			await(sent);
		}
		finally {
			end.cancel(false);
			sockets.close();
		}
	}

	/** Whoever is interrupted does not come to know whether the message was sent. */
	private static void await(CompletableFuture<Void> sent) throws MessagingException {
		try {
			sent.get();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new MessagingException("interrupted", ex);
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof MessagingException failure) {
				throw failure;
			}
			throw new IllegalStateException(ex.getCause());
		}
	}

	private void run(Message message, TimedSockets sockets, CompletableFuture<Void> sent) {
		try {
			transmit(message, sockets);
			sent.complete(null);
		}
		catch (Throwable ex) {
			sent.completeExceptionally(ex);
		}
	}

	private void transmit(Message message, TimedSockets sockets) throws MessagingException {
		JavaMailSenderImpl mail = this.settings.orElseThrow();
		String protocol = Optional.ofNullable(mail.getProtocol()).orElse(JavaMailSenderImpl.DEFAULT_PROTOCOL);
		Session session = Session.getInstance(properties(mail, protocol, sockets));
		MimeMessage written = message.in(session);
		Transport transport = session.getTransport(protocol);
		try {
			transport.connect(mail.getHost(), mail.getPort(), mail.getUsername(), mail.getPassword());
			transport.sendMessage(written, written.getAllRecipients());
		}
		catch (MessagingException ex) {
			boolean late = sockets.isClosed() || ex.getCause() instanceof SocketTimeoutException;
			throw (late && !isTaken(ex)) ? new LateException(ex) : ex;
		}
		finally {
			close(transport);
		}
	}

	/** Whether the server has the message for some of its receivers. */
	static boolean isTaken(MessagingException failure) {
		return failure instanceof SendFailedException some && some.getValidSentAddresses() != null
				&& some.getValidSentAddresses().length > 0;
	}

	/**
	 * What became of the message is known by then: a goodbye that fails changes nothing.
	 */
	private static void close(Transport transport) {
		try {
			transport.close();
		}
		catch (MessagingException ex) {
			log.debug("The connection to the mail server broke before its end: {}", ex.toString());
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
		this.threads.shutdownNow();
		this.ends.shutdownNow();
	}

	/** The server was not done in time. */
	static final class LateException extends MessagingException {

		private static final long serialVersionUID = 1L;

		LateException(@Nullable MessagingException cause) {
			super("late", cause);
		}

	}

}
