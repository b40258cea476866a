package io.parley.access.account;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import io.parley.web.ProblemException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Hashing of passwords. */
class PasswordsTest {

	private final Passwords passwords = passwords(Duration.ofSeconds(30));

	private static Passwords passwords(Duration wait) {
		return new Passwords(
				new AccountProperties(1, wait, Duration.ofHours(1), Duration.ofHours(1), 10, Duration.ofMinutes(5)));
	}

	@Test
	void aHashIsOfItsPasswordAlone() {
		String hash = this.passwords.hash("correct horse battery staple");
		assertThat(hash).startsWith("{argon2id}");
		assertThat(this.passwords.hash("correct horse battery staple")).isNotEqualTo(hash);
		assertThat(this.passwords.matches("correct horse battery staple", hash)).isTrue();
		assertThat(this.passwords.matches("correct horse battery stapl", hash)).isFalse();
		assertThat(this.passwords.matches("", hash)).isFalse();
	}

	@Test
	void everyCharacterOfALongPasswordCounts() {
		String longest = "👩".repeat(127);
		String hash = this.passwords.hash(longest + "a");
		assertThat(this.passwords.matches(longest + "b", hash)).isFalse();
		assertThat(this.passwords.matches(longest + "a", hash)).isTrue();
	}

	@Test
	void theSamePasswordFromAnotherKeyboardIsTheSame() {
		assertThat(this.passwords.matches("cafe\u0301 cafe\u0301 cafe\u0301", this.passwords.hash("café café café")))
			.isTrue();
	}

	@Test
	void whoeverFindsNoTurnInTimeIsRefused() {
		Passwords impatient = passwords(Duration.ZERO);
		ExecutorService threads = Executors.newFixedThreadPool(8);
		try {
			List<Future<String>> hashes = IntStream.range(0, 40)
				.mapToObj((n) -> threads.submit(() -> impatient.hash("correct horse battery staple")))
				.toList();
			List<Throwable> refusals = hashes.stream()
				.map(PasswordsTest::failure)
				.filter((failure) -> failure != null)
				.toList();
			assertThat(refusals).isNotEmpty().hasSizeLessThan(40).allSatisfy((refusal) -> {
				assertThat(refusal).isInstanceOf(ProblemException.class);
				assertThat(((ProblemException) refusal).getStatusCode().value()).isEqualTo(503);
				assertThat(((ProblemException) refusal).getHeaders().getFirst("Retry-After")).isNotNull();
			});
		}
		finally {
			threads.shutdownNow();
		}
	}

	@Test
	void onlySomeWaitHoweverLongTheyMay() {
		ExecutorService threads = Executors.newFixedThreadPool(64);
		try {
			long refused = IntStream.range(0, 64)
				.mapToObj((n) -> threads.submit(() -> this.passwords.hash("correct horse battery staple")))
				.toList()
				.stream()
				.filter((hash) -> failure(hash) != null)
				.count();
			assertThat(refused).isGreaterThan(20);
		}
		finally {
			threads.shutdownNow();
		}
		assertThat(this.passwords.hash("correct horse battery staple")).isNotNull();
	}

	private static Throwable failure(Future<String> hash) {
		try {
			hash.get();
			return null;
		}
		catch (java.util.concurrent.ExecutionException ex) {
			return ex.getCause();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
