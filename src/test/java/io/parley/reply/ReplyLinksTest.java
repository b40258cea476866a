package io.parley.reply;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.parley.ParleyTest;
import io.parley.store.SecretKeys;
import io.parley.store.TeamTemplate;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.query.Query;

import static org.assertj.core.api.Assertions.assertThat;

/** A link opens what it was made for; nobody makes another of it. */
@ParleyTest
class ReplyLinksTest {

	private static final String KEY = Base64.getEncoder().encodeToString("k".repeat(32).getBytes());

	private static final String OTHER = Base64.getEncoder().encodeToString("o".repeat(32).getBytes());

	private final ReplyLink link = new ReplyLink(new ObjectId(), "red", new ObjectId());

	@Autowired
	private ReplyLinkKeyRepository stored;

	@Autowired
	private TeamTemplate store;

	@Autowired
	private ReplyLinks bean;

	private ReplyLinks links(String keys) {
		return new ReplyLinks(SecretKeys.of(keys), this.stored, new ReplyProperties("https://ask.example.org/p/"));
	}

	private String token(ReplyLinks links) {
		String url = links.pageUrl(this.link.session(), this.link.team(), this.link.message());
		return url.substring(url.lastIndexOf('/') + 1);
	}

	@Test
	void readsWhatItMade() {
		ReplyLinks links = links(KEY);
		assertThat(links.pageUrl(this.link.session(), "red", this.link.message()))
			.startsWith("https://ask.example.org/p/reply/")
			.matches("[a-zA-Z0-9:/._-]+");
		assertThat(links.read(token(links))).hasValue(this.link);
		assertThat(links.responseUrl()).isEqualTo("https://ask.example.org/p/channels/response");
		assertThat(this.bean.responseUrl()).isEqualTo("http://localhost:8000/channels/response");
	}

	@Test
	void refusesWhatWasChangedOrCutOffAnywhere() {
		ReplyLinks links = links(KEY);
		String token = token(links);
		for (int i = 0; i < token.length(); i++) {
			for (char other : new char[] { 'A', 'B', '.', '=', '/' }) {
				if (token.charAt(i) != other) {
					assertThat(links.read(token.substring(0, i) + other + token.substring(i + 1))).isEmpty();
				}
			}
			assertThat(links.read(token.substring(0, i))).isEmpty();
		}
	}

	@Test
	void refusesAnothersSessionUnderTheSameSignature() {
		ReplyLinks links = links(KEY);
		String mac = token(links).split("\\.")[1];
		byte[] payload = Base64.getUrlDecoder().decode(token(links).split("\\.")[0]);
		System.arraycopy(new ObjectId().toByteArray(), 0, payload, 1, 12);
		assertThat(links.read(encode(payload) + "." + mac)).isEmpty();
		byte[] otherTeam = "\1123456789012123456789012blue".getBytes(StandardCharsets.US_ASCII);
		assertThat(links.read(encode(otherTeam) + "." + mac)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", ".", "..", "a.b", "a", "%00.%00", "AAAA.", ".AAAA", "ü.ü", "\0" })
	void refusesWhatIsNoToken(String token) {
		assertThat(links(KEY).read(token)).isEmpty();
		assertThat(links(KEY).read(token + "A".repeat(10_000))).isEmpty();
	}

	@Test
	void everyKeyVerifiesAndTheFirstSigns() {
		String before = token(links(KEY));
		ReplyLinks rotated = links(OTHER + "," + KEY);
		assertThat(rotated.read(before)).hasValue(this.link);
		assertThat(links(OTHER).read(token(rotated))).hasValue(this.link);
		assertThat(links(OTHER).read(before)).isEmpty();
		assertThat(links(KEY).read(token(rotated))).isEmpty();
	}

	@Test
	void withoutAConfiguredKeyTheStoreKeepsOne() {
		String token = token(links(null));
		assertThat(links("").read(token)).hasValue(this.link);
		assertThat(links(KEY).read(token)).isEmpty();
		assertThat(links(null).read(token(links(KEY)))).isEmpty();
	}

	@Test
	void instancesThatMakeTheKeyAtOnceGetTheSame() throws Exception {
		TeamTemplate keys = this.store.of("default").on(ReplyLinkKey.COLLECTION);
		ExecutorService threads = Executors.newFixedThreadPool(4);
		try {
			for (int round = 0; round < 10; round++) {
				keys.remove(new Query(), Document.class);
				Set<String> made = ConcurrentHashMap.newKeySet();
				CyclicBarrier start = new CyclicBarrier(4);
				List<Callable<Boolean>> instances = java.util.Collections.nCopies(4, () -> {
					ReplyLinkKeyRepository instance = new ReplyLinkKeyRepository(this.store, Clock.systemUTC());
					start.await();
					return made.add(encode(instance.get()));
				});
				for (var each : threads.invokeAll(instances)) {
					each.get();
				}
				assertThat(made).hasSize(1);
				assertThat(keys.find(new Query(), Document.class)).hasSize(1);
			}
		}
		finally {
			threads.shutdownNow();
		}
	}

	private static String encode(byte[] bytes) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
	}

}
