package io.parley.channel.email;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.parley.channel.Attempt;
import io.parley.channel.Attempt.Result;
import io.parley.channel.Channel;
import io.parley.channel.OutgoingMessage;
import io.parley.channel.TestMessages;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.mail.javamail.JavaMailSenderImpl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Holds the e-mails that are sent, and what the answers of mail servers mean. */
@Timeout(120)
class EmailTransportTest {

	/** Of servers that answer: a machine may be busy. */
	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	private static final GreenMail MAIL = new GreenMail(
			new ServerSetup[] { new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
					new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS) });

	@BeforeAll
	static void start() {
		MAIL.start();
	}

	@AfterAll
	static void stop() {
		MAIL.stop();
	}

	@Test
	void sendsTextAndHtmlWithTheLink() throws Exception {
		OutgoingMessage message = TestMessages.asking("{\"text\":\"Ship <it>?\\nTöday.\",\"cost & tax\":\"5 <b>\"}",
				"{\"policy_input_schema\":{\"a<b\":{\"type\":\"boolean\",\"description\":\"x & y\"}}}");
		Attempt attempt = transport(MAIL.getSmtp().getPort())
			.deliver(TestMessages.email("Approve", "a1@example.org", "a2@example.org"), message);

		String name = "<" + message.messageId() + "@example.com>";
		assertThat(attempt).isEqualTo(Attempt.delivered(250, new Document("message_id", name)));
		MimeMessage mail = received("a1@example.org").get(0);
		assertThat(mail.getAllRecipients()).containsExactly(new InternetAddress("a1@example.org"),
				new InternetAddress("a2@example.org"));
		assertThat(received("a2@example.org")).isNotEmpty();
		assertThat(mail.getMessageID()).isEqualTo(name);
		assertThat(mail.getFrom()).containsExactly(new InternetAddress("Parley <parley@example.com>"));
		assertThat(mail.getSubject()).isEqualTo("Approve");
		assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
		assertThat(mail.getHeader("In-Reply-To")).isNull();
		assertThat(mail.getContentType()).startsWith("multipart/alternative");
		MimeMultipart parts = (MimeMultipart) mail.getContent();
		assertThat(parts.getBodyPart(0).getContentType()).startsWith("text/plain").contains("UTF-8");
		assertThat(((String) parts.getBodyPart(0).getContent()).replace("\r", "")).isEqualTo("""
				You are asked for a reply.

				Ship <it>?
				Töday.

				cost & tax: 5 <b>

				A reply consists of:
				- a<b (yes or no) – x & y

				Reply in a browser:
				http://parley.test/reply/token.mac

				Answers to this e-mail are not read.
				""");
		assertThat(parts.getBodyPart(1).getContentType()).startsWith("text/html").contains("UTF-8");
		assertThat((String) parts.getBodyPart(1).getContent())
			.contains("Ship &lt;it&gt;?<br>", "Töday.", "cost &amp; tax", "5 &lt;b&gt;", "a&lt;b", "x &amp; y",
					"<a href=\"http://parley.test/reply/token.mac\">")
			.doesNotContain("<it>", "<b>");
	}

	@Test
	void callsAMessageTheSameInEveryAttemptAndPutsThoseOfASessionInAThread() throws Exception {
		EmailTransport transport = transport(MAIL.getSmtp().getPort());
		Channel channel = TestMessages.email("Approve", "b@example.org");
		OutgoingMessage first = TestMessages.asking("\"Well?\"", "{}");
		Document receipt = transport.deliver(channel, first).receipt();
		transport.deliver(channel, first);
		transport.deliver(channel, TestMessages.repairing("\"No.\"", "{}", receipt));

		List<MimeMessage> mails = received("b@example.org");
		assertThat(mails.get(1).getMessageID()).isEqualTo(mails.get(0).getMessageID());
		assertThat(mails.get(2).getMessageID()).isNotEqualTo(mails.get(0).getMessageID());
		assertThat(mails.get(2).getHeader("In-Reply-To")).containsExactly(mails.get(0).getMessageID());
		assertThat(mails.get(2).getHeader("References")).containsExactly(mails.get(0).getMessageID());
		assertThat(mails.get(2).getSubject()).isEqualTo("Re: Approve");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Hi\r\nBcc: evil@example.org", "Hi\nBcc: evil@example.org", "Hi\rBcc: evil@example.org",
			"Hi\u0085Bcc: evil@example.org", "Hi\u2028Bcc: evil@example.org", "Hi\r\n\r\nBcc: evil@example.org" })
	void letsNoSubjectBeginAnotherHeader(String subject) throws Exception {
		String to = "c" + subject.hashCode() + "@example.org";
		assertThat(transport(MAIL.getSmtp().getPort())
			.deliver(TestMessages.email(subject, to), TestMessages.asking("\"?\"", "{}"))
			.isDelivered()).isTrue();

		MimeMessage mail = received(to).get(0);
		assertThat(mail.getSubject()).isEqualTo("Hi Bcc: evil@example.org");
		assertThat(mail.getHeader("Bcc")).isNull();
		assertThat(received("evil@example.org")).isEmpty();
	}

	@Test
	void encodesASubjectOfOtherScriptsAndCutsALongOne() throws Exception {
		EmailTransport transport = transport(MAIL.getSmtp().getPort());
		transport.deliver(TestMessages.email("Füße 世界 \uD83D\uDE00", "d1@example.org"),
				TestMessages.asking("\"?\"", "{}"));
		transport.deliver(TestMessages.email("\uD83D\uDE00".repeat(500), "d2@example.org"),
				TestMessages.asking("\"?\"", "{}"));

		MimeMessage mail = received("d1@example.org").get(0);
		assertThat(mail.getSubject()).isEqualTo("Füße 世界 \uD83D\uDE00");
		assertThat(mail.getHeader("Subject")[0]).matches("\\p{ASCII}*");
		assertThat(received("d2@example.org").get(0).getSubject()).hasSizeLessThanOrEqualTo(200).endsWith("\uDE00…");
	}

	@Test
	void hasASubjectOfItsOwnWhereNoneIsGivenAndMarksATest() throws Exception {
		EmailTransport transport = transport(MAIL.getSmtp().getPort());
		transport.deliver(TestMessages.email(null, "e@example.org"), TestMessages.asking("\"?\"", "{}"));
		transport.deliver(TestMessages.email("Approve", "e@example.org"), TestMessages.trying("\"Hello\""));

		assertThat(received("e@example.org")).extracting(MimeMessage::getSubject)
			.containsExactly("You are asked for a reply.", "Test: Approve");
	}

	@ParameterizedTest
	@ValueSource(strings = { "jo@example.org\r\nBcc: x@example.org", "jo@example.org, x@example.org", "jo",
			"@example.org", "jo@", "Jo <jo@example.org>", "jö@example.org", "jo@exämple.org", "a:jo@example.org;", "",
			" ", "\"a b\"@example.org", "jo@[127.0.0.1]", "jo@example.org\u0000" })
	void refusesWhatIsNoAddress(String address) {
		assertThat(EmailAddresses.isAddress(address)).isFalse();
		assertThat(transport(MAIL.getSmtp().getPort())
			.deliver(TestMessages.email("Approve", address), TestMessages.asking("\"?\"", "{}"))
			.result()).isEqualTo(Result.REFUSED);
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "jo@example.org", "jo.o'neil+tag@sub.example.org", "jo@xn--exmple-cua.org", "jo@localhost" })
	void takesAddresses(String address) {
		assertThat(EmailAddresses.isAddress(address)).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "RCPT, 450 Later, FAILED, 450", "RCPT, 451 Later, FAILED, 451", "RCPT, 452 Full, FAILED, 452",
			"RCPT, 421 Bye, FAILED, 421", "RCPT, 550 Nobody, REFUSED, 550", "RCPT, 553 Nobody, REFUSED, 553",
			"MAIL, 451 Later, FAILED, 451", "MAIL, 550 Not you, REFUSED, 550", "DATA, 451 Later, FAILED, 451",
			"DATA, 554 No, REFUSED, 554", "., 451 Later, FAILED, 451", "., 452 Full, FAILED, 452",
			"., 552 Too large, REFUSED, 552", "., 554 Spam, REFUSED, 554", "'', 421 Busy, FAILED, ",
			"'', 554 Not you, FAILED, " })
	void readsTheServersAnswer(String command, String answer, Result result, Integer status) throws Exception {
		Attempt attempt = attempt(Map.of(command, answer));

		assertThat(attempt.result()).isEqualTo(result);
		assertThat(attempt.status()).isEqualTo(status);
		assertThat(attempt.detail()).isNotBlank();
	}

	@ParameterizedTest
	@CsvSource({ "'', hang", "EHLO, hang", "MAIL, hang", "RCPT, hang", "DATA, hang", "., hang", "'', drip", "., drip",
			"RCPT, drip" })
	void givesUpOnAServerThatIsNotDoneInTime(String command, String answer) throws Exception {
		long began = System.nanoTime();
		Attempt attempt = attempt(Map.of(command, answer), Duration.ofMillis(700));

		assertThat(attempt.result()).isEqualTo(Result.FAILED);
		assertThat(attempt.detail()).isEqualTo("The mail server did not take the message in time");
		assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(15));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "EHLO", "MAIL", "RCPT", "DATA", "." })
	void triesAgainWhereTheConnectionBreaks(String command) throws Exception {
		assertThat(attempt(Map.of(command, LyingMailServer.DROP)).result()).isEqualTo(Result.FAILED);
	}

	@Test
	void doesNotWaitForTheServerToSayGoodbye() throws Exception {
		assertThat(attempt(Map.of("QUIT", LyingMailServer.HANG)).isDelivered()).isTrue();
	}

	@Test
	void isDeliveredWhereTheConnectionBreaksAtTheGoodbye() throws Exception {
		try (LyingMailServer server = new LyingMailServer(Map.of())) {
			JavaMailSenderImpl settings = settings(server.port());
			settings.getJavaMailProperties().put("mail.smtp.socketFactory", new BreakingSockets("QUIT"));
			Attempt attempt = transport(settings, "").deliver(TestMessages.email("Approve", "j@example.org"),
					TestMessages.asking("\"?\"", "{}"));

			assertThat(attempt.isDelivered()).isTrue();
			assertThat(server.messages()).hasSize(1);
		}
	}

	@Test
	void sendsInThreadsOfItsOwnSoManyAtOnce() throws Exception {
		Set<Thread> threads = ConcurrentHashMap.newKeySet();
		AtomicInteger atOnce = new AtomicInteger();
		AtomicInteger most = new AtomicInteger();
		try (MailServer server = new MailServer(settings(MAIL.getSmtp().getPort()), TIMEOUT, 2)) {
			EmailSender sender = sender(null, "parley@example.com");
			List<CompletableFuture<Void>> all = IntStream.range(0, 12)
				.mapToObj((i) -> CompletableFuture.runAsync(() -> {
					try {
						server.send((session) -> {
							threads.add(Thread.currentThread());
							most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
							MimeMessage mail = EmailMessage.write(session, sender,
									TestMessages.email("Approve", "k@example.org"), TestMessages.asking("\"?\"", "{}"),
									Instant.now());
							atOnce.decrementAndGet();
							return mail;
						});
					}
					catch (MessagingException ex) {
						throw new IllegalStateException(ex);
					}
				}, (task) -> new Thread(task).start()))
				.toList();
			all.forEach(CompletableFuture::join);
		}
		assertThat(received("k@example.org")).hasSize(12);
		assertThat(most.get()).isLessThanOrEqualTo(2);
		assertThat(threads).hasSizeLessThanOrEqualTo(2)
			.allSatisfy((thread) -> assertThat(thread.getName()).startsWith("channel-mail"));
	}

	@Test
	void waitsForAThreadNoLongerThanAnAttemptMayTake() throws Exception {
		try (LyingMailServer liar = new LyingMailServer(Map.of("", LyingMailServer.HANG));
				MailServer server = new MailServer(settings(liar.port()), Duration.ofSeconds(5), 1)) {
			EmailTransport transport = new EmailTransport(server, sender(null, ""), Clock.systemUTC());
			long began = System.nanoTime();
			List<CompletableFuture<Attempt>> all = IntStream.range(0, 6)
				.mapToObj((i) -> CompletableFuture.supplyAsync(() -> transport
					.deliver(TestMessages.email("Approve", "l@example.org"), TestMessages.asking("\"?\"", "{}")),
						(task) -> new Thread(task).start()))
				.toList();

			assertThat(all).allSatisfy((attempt) -> assertThat(attempt.join())
				.isEqualTo(Attempt.failed(null, "The mail server did not take the message in time", null)));
			// One after the other it would be six times that.
			assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(25));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "550 Nobody", "450 Later" })
	void isDeliveredWhereSomeOfTheReceiversAreRefused(String answer) throws Exception {
		try (LyingMailServer server = new LyingMailServer(Map.of("RCPT TO:<no@example.org>", answer))) {
			Attempt attempt = transport(server.port()).deliver(
					TestMessages.email("Approve", "yes@example.org", "no@example.org"),
					TestMessages.asking("\"?\"", "{}"));

			assertThat(attempt.isDelivered()).isTrue();
			assertThat(attempt.receipt().getList("refused", String.class)).containsExactly("no@example.org");
			assertThat(attempt.detail())
				.isEqualTo("The mail server took it for some of the addresses and not for no@example.org");
			assertThat(server.messages()).hasSize(1);
		}
	}

	@Test
	void triesAgainWhereOneOfThoseRefusedMayBeTakenLater() throws Exception {
		try (LyingMailServer server = new LyingMailServer(
				Map.of("RCPT TO:<no@example.org>", "550 Nobody", "RCPT TO:<later@example.org>", "450 Later"))) {
			Attempt attempt = transport(server.port()).deliver(
					TestMessages.email("Approve", "no@example.org", "later@example.org"),
					TestMessages.asking("\"?\"", "{}"));

			assertThat(attempt.result()).isEqualTo(Result.FAILED);
			assertThat(attempt.status()).isEqualTo(450);
		}
	}

	@Test
	void triesAgainWhereNobodyListensOrTheLoginFails() throws Exception {
		int port;
		try (LyingMailServer server = new LyingMailServer(
				Map.of("EHLO", "250-lies.test\r\n250 AUTH PLAIN", "AUTH", "535 Wrong"))) {
			port = server.port();
			JavaMailSenderImpl settings = settings(port);
			settings.setUsername("user@example.com");
			settings.setPassword("wrong");
			settings.getJavaMailProperties().put("mail.smtp.auth", "true");
			Attempt attempt = transport(settings, "").deliver(TestMessages.email("Approve", "f@example.org"),
					TestMessages.asking("\"?\"", "{}"));
			assertThat(attempt.result()).isEqualTo(Result.FAILED);
			assertThat(attempt.detail()).isEqualTo("The mail server did not accept the service's login");
		}
		assertThat(transport(port)
			.deliver(TestMessages.email("Approve", "f@example.org"), TestMessages.asking("\"?\"", "{}"))).isEqualTo(
					Attempt.failed(null, "The mail server could not be reached, or the connection to it broke", null));
	}

	@Test
	void sendsOverTlsToAServerThatItTrustsOnly() throws Exception {
		JavaMailSenderImpl settings = settings(MAIL.getSmtps().getPort());
		settings.getJavaMailProperties().put("mail.smtp.ssl.enable", "true");
		EmailTransport transport = transport(settings, "");
		Channel channel = TestMessages.email("Approve", "i@example.org");

		assertThat(transport.deliver(channel, TestMessages.asking("\"?\"", "{}")).result()).isEqualTo(Result.FAILED);
		assertThat(received("i@example.org")).isEmpty();

		settings.getJavaMailProperties().put("mail.smtp.ssl.trust", "*");
		settings.getJavaMailProperties().put("mail.smtp.ssl.checkserveridentity", "false");
		assertThat(transport.deliver(channel, TestMessages.asking("\"?\"", "{}")).isDelivered()).isTrue();
		assertThat(received("i@example.org")).hasSize(1);
	}

	@Test
	void saysWhatIsMissingWhereThereIsNoMailServer() {
		assertThat(transport(null, "").deliver(TestMessages.email("Approve", "g@example.org"),
				TestMessages.asking("\"?\"", "{}")))
			.isEqualTo(Attempt.failed(null, "The service has no mail server: set spring.mail.host", null));
	}

	@Test
	void isFromTheUserOfTheMailServerWhereThatIsAnAddress() {
		JavaMailSenderImpl settings = settings(1);
		settings.setUsername("user@example.com");
		assertThat(sender(settings, "").from().getAddress()).isEqualTo("user@example.com");
		settings.setUsername("apikey");
		assertThat(sender(settings, "").from().getAddress()).isEqualTo("parley@localhost");
		assertThat(sender(settings, "Pärley <p@example.org>").from().toString()).matches("\\p{ASCII}*");
		assertThatIllegalStateException().isThrownBy(() -> sender(settings, "Parley"))
			.withMessageStartingWith("parley.channels.email.from must be");
		assertThatIllegalStateException().isThrownBy(() -> sender(settings, "p@example.org\r\nBcc: x@example.org"));
	}

	private static Attempt attempt(Map<String, String> answers) throws IOException {
		return attempt(answers, TIMEOUT);
	}

	private static Attempt attempt(Map<String, String> answers, Duration timeout) throws IOException {
		try (LyingMailServer server = new LyingMailServer(answers)) {
			return transport(settings(server.port()), "", timeout)
				.deliver(TestMessages.email("Approve", "h@example.org"), TestMessages.asking("\"?\"", "{}"));
		}
	}

	private static List<MimeMessage> received(String address) throws Exception {
		return List.of(MAIL.getReceivedMessagesForDomain(address));
	}

	private static EmailTransport transport(int port) {
		return transport(settings(port), "Parley <parley@example.com>");
	}

	private static EmailTransport transport(JavaMailSenderImpl settings, String from) {
		return transport(settings, from, TIMEOUT);
	}

	private static EmailTransport transport(JavaMailSenderImpl settings, String from, Duration timeout) {
		return new EmailTransport(new MailServer(settings, timeout, 8), sender(settings, from), Clock.systemUTC());
	}

	private static EmailSender sender(JavaMailSenderImpl settings, String from) {
		return new EmailSender(from, (settings != null) ? settings.getUsername() : null);
	}

	private static JavaMailSenderImpl settings(int port) {
		JavaMailSenderImpl settings = new JavaMailSenderImpl();
		settings.setHost("127.0.0.1");
		settings.setPort(port);
		settings.setJavaMailProperties(new Properties());
		return settings;
	}

}
