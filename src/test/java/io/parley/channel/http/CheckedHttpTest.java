package io.parley.channel.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import javax.net.ssl.SSLContext;

import io.parley.TestAuthority;
import org.apache.hc.core5.ssl.SSLContexts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Holds the client against receivers that hang, drip, flood, redirect and lie. */
@Timeout(120)
class CheckedHttpTest {

	/** Of those that answer: a machine may be busy. */
	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	/** Of those that do not. */
	private static final Duration SHORT = Duration.ofMillis(700);

	/** Far less than such a receiver would take. */
	private static final Duration SOON = Duration.ofSeconds(15);

	private static final String TEAM = "default";

	private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

	private CheckedHttp http;

	@AfterEach
	void close() throws Exception {
		if (this.http != null) {
			this.http.close();
		}
	}

	@Test
	void givesStatusHeadersAndBody() throws Exception {
		try (Liar receiver = Liar.saying("HTTP/1.1 201 Created\r\nX-One: 1\r\nContent-Length: 4\r\n\r\n\u00fc!?")) {
			HttpAnswer answer = anywhere().send(TEAM, HttpCall.post("http://127.0.0.1:" + receiver.port() + "/a?b=c",
					Map.of("Content-Type", "application/json", "X-Two", "2"), "{}".getBytes()));

			assertThat(answer.status()).isEqualTo(201);
			assertThat(answer.isSuccessful()).isTrue();
			assertThat(answer.headers().getFirst("x-one")).isEqualTo("1");
			assertThat(answer.text()).isEqualTo("\u00fc!?");
			assertThat(receiver.heard()).startsWith("POST /a?b=c HTTP/1.1\r\n")
				.contains("Content-Type: application/json\r\n", "X-Two: 2\r\n", "User-Agent: Parley\r\n",
						"Content-Length: 2\r\n", "Host: 127.0.0.1:" + receiver.port() + "\r\n")
				.doesNotContainIgnoringCase("upgrade:")
				.doesNotContainIgnoringCase("accept-encoding")
				.doesNotContainIgnoringCase("cookie");
		}
	}

	@Test
	void refusesAnAddressInsideTheNetworkWithoutConnecting() throws Exception {
		try (Liar receiver = Liar.saying(OK)) {
			for (String host : new String[] { "127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "localhost",
					"inside.test" }) {
				HttpAnswer answer = outside((name) -> addresses("127.0.0.1")).send(TEAM,
						get("http://" + host + ":" + receiver.port() + "/"));

				assertThat(answer.refused()).as(host).isTrue();
				assertThat(answer.failure())
					.isEqualTo("The channel's URL leads to an address that this service does not send to");
			}
			assertThat(receiver.connections()).isZero();
		}
	}

	@Test
	void refusesANameThatLeadsOutsideAndInside() throws Exception {
		HttpAnswer answer = outside((name) -> addresses("8.8.8.8", "10.0.0.1")).send(TEAM, get("http://both.test:9/"));

		assertThat(answer.refused()).isTrue();
	}

	@Test
	void resolvesANameOnceSoThatItCannotChangeBetweenCheckAndConnection() throws Exception {
		AtomicInteger asked = new AtomicInteger();
		try (Liar receiver = Liar.saying(OK)) {
			// Outside when it is checked; inside ever after.
			HttpAnswer answer = outside(SHORT,
					(name) -> addresses((asked.getAndIncrement() == 0) ? "192.0.1.1" : "127.0.0.1"))
				.send(TEAM, get("http://rebinds.test:" + receiver.port() + "/"));

			assertThat(answer.hasAnswer()).isFalse();
			assertThat(asked).hasValue(1);
			assertThat(receiver.connections()).isZero();
		}
	}

	@Test
	void sendsToWhatTheOperatorConfiguredWhereverItIsAndSharesNoConnectionOfIt() throws Exception {
		try (Liar receiver = Liar.saying(OK)) {
			CheckedHttp client = outside((name) -> addresses("127.0.0.1"));

			assertThat(client.sendToConfigured(get("http://api.test:" + receiver.port() + "/")).status())
				.isEqualTo(200);
			assertThat(client.send(TEAM, get("http://api.test:" + receiver.port() + "/")).refused()).isTrue();
		}
	}

	@Test
	void doesNotFollowARedirect() throws Exception {
		try (Liar inside = Liar.saying(OK);
				Liar receiver = Liar.saying("HTTP/1.1 307 Temporary Redirect\r\nLocation: http://127.0.0.1:"
						+ inside.port() + "/\r\nContent-Length: 0\r\n\r\n")) {
			HttpAnswer answer = anywhere().send(TEAM, get("http://127.0.0.1:" + receiver.port() + "/"));

			assertThat(answer.status()).isEqualTo(307);
			assertThat(inside.connections()).isZero();
		}
	}

	@Test
	void sendsOnceHoweverTheReceiverFails() throws Exception {
		try (Liar receiver = Liar.saying("HTTP/1.1 503 Busy\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n");
				Liar dropper = Liar.saying("")) {
			assertThat(anywhere().send(TEAM, get("http://127.0.0.1:" + receiver.port() + "/")).status()).isEqualTo(503);
			assertThat(receiver.requests()).isEqualTo(1);
			this.http.close();
			HttpAnswer dropped = anywhere().send(TEAM, get("http://127.0.0.1:" + dropper.port() + "/"));
			assertThat(dropped.failure()).isEqualTo("The connection broke before the receiver had answered");
			assertThat(dropper.requests()).isEqualTo(1);
		}
	}

	@Test
	void givesUpOnAReceiverThatNeverAnswers() throws Exception {
		try (Liar receiver = Liar.hanging()) {
			late(receiver);
		}
	}

	@Test
	void givesUpOnHeadersThatDrip() throws Exception {
		try (Liar receiver = Liar.repeating("HTTP/1.1 200 OK\r\nX: ", "a", Duration.ofMillis(50))) {
			late(receiver);
		}
	}

	@Test
	void givesUpOnEndlessInterimAnswers() throws Exception {
		try (Liar receiver = Liar.repeating("", "HTTP/1.1 100 Continue\r\n\r\n", Duration.ZERO)) {
			late(receiver);
		}
	}

	@Test
	void givesUpOnATlsHandshakeThatNeverComes() throws Exception {
		try (Liar receiver = Liar.hanging()) {
			long began = System.nanoTime();
			HttpAnswer answer = anywhere(SHORT).send(TEAM, get("https://127.0.0.1:" + receiver.port() + "/"));

			assertThat(answer.failure()).isEqualTo("The receiver did not answer within 0.7 seconds");
			assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(SOON);
		}
	}

	@Test
	void givesUpOnANameThatIsNeverResolved() throws Exception {
		CheckedHttp client = outside(SHORT, (name) -> {
			try {
				Thread.sleep(60_000);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			throw new UnknownHostException(name);
		});
		long began = System.nanoTime();

		assertThat(client.send(TEAM, get("http://slow.test/")).failure())
			.isEqualTo("The receiver's host name could not be resolved");
		assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(SOON);
	}

	/** As many as there are channels, each on a name of its own that nobody resolves. */
	@Test
	void namesOfOneTeamThatAreNotResolvedDelayNoOtherTeam() throws Exception {
		CountDownLatch end = new CountDownLatch(1);
		AtomicInteger slow = new AtomicInteger();
		ExecutorService callers = Executors.newCachedThreadPool();
		try (Liar receiver = Liar.saying(OK)) {
			CheckedHttp client = anywhere(Duration.ofSeconds(20), (name) -> {
				if (name.startsWith("slow")) {
					slow.incrementAndGet();
					pass(end);
				}
				return addresses("127.0.0.1");
			});
			List<Future<HttpAnswer>> waiting = IntStream.range(0, 200)
				.mapToObj((i) -> callers
					.submit(() -> client.send("slow", get("http://slow%d.test:%d/".formatted(i, receiver.port())))))
				.toList();
			await().until(() -> slow.get() == CheckedResolver.OF_A_TEAM);

			assertThat(client.send(TEAM, get("http://quick.test:" + receiver.port() + "/")).status()).isEqualTo(200);
			assertThat(client.send(TEAM, get("http://quick2.test:" + receiver.port() + "/")).status()).isEqualTo(200);
			assertThat(slow).hasValue(CheckedResolver.OF_A_TEAM);
			end.countDown();
			for (Future<HttpAnswer> each : waiting) {
				assertThat(each.get().status()).as("it waited for its turn").isEqualTo(200);
			}
		}
		finally {
			end.countDown();
			callers.shutdownNow();
		}
	}

	@Test
	void whoWaitsInVainForALookUpGivesUpInTime() throws Exception {
		CountDownLatch end = new CountDownLatch(1);
		CheckedHttp client = anywhere(SHORT, (name) -> {
			pass(end);
			throw new UnknownHostException(name);
		});
		long began = System.nanoTime();
		ExecutorService callers = Executors.newCachedThreadPool();
		try {
			List<Future<HttpAnswer>> waiting = IntStream.range(0, 3 * CheckedResolver.OF_A_TEAM)
				.mapToObj((i) -> callers.submit(() -> client.send(TEAM, get("http://slow%d.test/".formatted(i)))))
				.toList();
			for (Future<HttpAnswer> each : waiting) {
				assertThat(each.get().failure()).isEqualTo("The receiver's host name could not be resolved");
			}
			assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(SOON);
		}
		finally {
			end.countDown();
			callers.shutdownNow();
		}
	}

	private static void pass(CountDownLatch latch) {
		try {
			latch.await(60, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Test
	void refusesEndlessHeaders() throws Exception {
		try (Liar receiver = Liar.repeating("HTTP/1.1 200 OK\r\n", "X-More: and more\r\n", Duration.ZERO)) {
			HttpAnswer answer = anywhere().send(TEAM, get("http://127.0.0.1:" + receiver.port() + "/"));

			assertThat(answer.failure()).isEqualTo("The receiver's answer is not one that HTTP allows");
		}
	}

	@Test
	void refusesAnEndlessHeader() throws Exception {
		try (Liar receiver = Liar.repeating("HTTP/1.1 200 OK\r\nX: ", "a".repeat(1000), Duration.ZERO)) {
			HttpAnswer answer = anywhere().send(TEAM, get("http://127.0.0.1:" + receiver.port() + "/"));

			assertThat(answer.failure()).isEqualTo("The receiver's answer is not one that HTTP allows");
		}
	}

	@Test
	void readsNoMoreThanItsBoundOfAnEndlessBody() throws Exception {
		try (Liar receiver = Liar.repeating("HTTP/1.1 200 OK\r\n\r\n", "a".repeat(1000), Duration.ZERO)) {
			HttpAnswer answer = anywhere().send(TEAM, get("http://127.0.0.1:" + receiver.port() + "/"));

			assertThat(answer.status()).isEqualTo(200);
			assertThat(answer.cut()).isTrue();
			assertThat(answer.body()).hasSize(CheckedHttp.LONGEST_ANSWER);
		}
	}

	@Test
	void takesTheStatusOfAnAnswerWhoseBodyDrips() throws Exception {
		try (Liar receiver = Liar.repeating("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n", "a",
				Duration.ofMillis(50))) {
			long began = System.nanoTime();
			HttpAnswer answer = anywhere(Duration.ofSeconds(3)).send(TEAM,
					get("http://127.0.0.1:" + receiver.port() + "/"));

			assertThat(answer.status()).isEqualTo(200);
			assertThat(answer.cut()).isTrue();
			assertThat(answer.text()).startsWith("aaa");
			assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(SOON);
		}
	}

	@Test
	void doesNotDecompress() throws Exception {
		try (Liar receiver = Liar.saying("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc")) {
			assertThat(anywhere().send(TEAM, get("http://127.0.0.1:" + receiver.port() + "/")).text()).isEqualTo("abc");
		}
	}

	@Test
	void usesAConnectionAgain() throws Exception {
		try (Liar receiver = Liar.saying(OK)) {
			CheckedHttp client = anywhere();
			for (int time = 0; time < 5; time++) {
				assertThat(client.send(TEAM, get("http://127.0.0.1:" + receiver.port() + "/")).status()).isEqualTo(200);
			}

			assertThat(receiver.connections()).isEqualTo(1);
		}
	}

	@Test
	void reachesAReceiverByItsIpv6Address() throws Exception {
		try (Liar receiver = Liar.saying(OK)) {
			HttpAnswer answer = anywhere().send(TEAM, get("http://[0:0:0:0:0:0:0:1]:" + receiver.port() + "/"));

			assertThat(answer.status()).isEqualTo(200);
			assertThat(receiver.heard()).contains("Host: [0:0:0:0:0:0:0:1]:" + receiver.port() + "\r\n");
		}
	}

	@Test
	void acceptsACertificateForTheUrlsNameOnly(@TempDir Path directory) throws Exception {
		TestAuthority authority = new TestAuthority(directory);
		SSLContext server = authority.context(authority.issue("receiver", "dns:right.test"));
		try (Liar receiver = Liar.sayingOverTls(server, OK)) {
			this.http = new CheckedHttp(TIMEOUT, new AddressRules(true), (name) -> addresses("127.0.0.1"),
					authority.context(null));

			assertThat(this.http.send(TEAM, get("https://right.test:" + receiver.port() + "/")).status())
				.isEqualTo(200);
			assertThat(this.http.send(TEAM, get("https://wrong.test:" + receiver.port() + "/")).failure()).isEqualTo(
					"TLS with the receiver failed: its certificate must be valid, trusted and for the URL's host name");
			assertThat(this.http.send(TEAM, get("https://127.0.0.1:" + receiver.port() + "/")).failure())
				.startsWith("TLS with the receiver failed");
		}
	}

	@Test
	void doesNotTrustAnUnknownAuthority(@TempDir Path directory) throws Exception {
		TestAuthority authority = new TestAuthority(directory);
		SSLContext server = authority.context(authority.issue("receiver", "ip:127.0.0.1"));
		try (Liar receiver = Liar.sayingOverTls(server, OK)) {
			assertThat(anywhere().send(TEAM, get("https://127.0.0.1:" + receiver.port() + "/")).failure())
				.startsWith("TLS with the receiver failed");
		}
	}

	@Test
	void saysThatNobodyListensWithoutNamingTheAddress() throws Exception {
		int port;
		try (Liar receiver = Liar.hanging()) {
			port = receiver.port();
		}
		assertThat(anywhere().send(TEAM, get("http://127.0.0.1:" + port + "/")).failure())
			.isEqualTo("The receiver could not be connected to");
	}

	private void late(Liar receiver) {
		long began = System.nanoTime();
		HttpAnswer answer = anywhere(SHORT).send(TEAM, get("http://127.0.0.1:" + receiver.port() + "/"));

		assertThat(answer.failure()).isEqualTo("The receiver did not answer within 0.7 seconds");
		assertThat(answer.refused()).isFalse();
		assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(SOON);
	}

	private static HttpCall get(String url) {
		return HttpCall.get(url, Map.of());
	}

	private CheckedHttp anywhere() {
		return anywhere(TIMEOUT);
	}

	private CheckedHttp anywhere(Duration timeout) {
		return anywhere(timeout, InetAddress::getAllByName);
	}

	private CheckedHttp anywhere(Duration timeout, CheckedResolver.Names names) {
		this.http = new CheckedHttp(timeout, new AddressRules(true), names, SSLContexts.createDefault());
		return this.http;
	}

	private CheckedHttp outside(CheckedResolver.Names names) {
		return outside(TIMEOUT, names);
	}

	private CheckedHttp outside(Duration timeout, CheckedResolver.Names names) {
		this.http = new CheckedHttp(timeout, new AddressRules(false), names, SSLContexts.createDefault());
		return this.http;
	}

	private static InetAddress[] addresses(String... texts) throws UnknownHostException {
		InetAddress[] addresses = new InetAddress[texts.length];
		for (int index = 0; index < texts.length; index++) {
			addresses[index] = InetAddress.getByName(texts[index]);
		}
		return addresses;
	}

}
