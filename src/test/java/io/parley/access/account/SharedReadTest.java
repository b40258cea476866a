package io.parley.access.account;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.parley.store.EveryTeam;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import org.mockito.stubbing.Answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/** While the store is away, those who ask for the same wait once and not in a row. */
class SharedReadTest {

	private final AtomicInteger reads = new AtomicInteger();

	private final AtomicReference<Throwable> shared = new AtomicReference<>();

	@Test
	void ofASessionId() throws Exception {
		AccountProperties properties = new AccountProperties(1, Duration.ZERO, Duration.ofHours(1), Duration.ofHours(3),
				1, Duration.ofMinutes(1));
		AtomicReference<Thread> other = new AtomicReference<>();
		EveryTeam away = Mockito.mock(EveryTeam.class, away(other));
		SignInRepository signIns = new SignInRepository(null, away, properties, Clock.systemUTC());
		askTwice(other, () -> signIns.findById("bogus"));
	}

	@Test
	void ofAnAccount() throws Exception {
		AtomicReference<Thread> other = new AtomicReference<>();
		Accounts accounts = new Accounts(Mockito.mock(AccountRepository.class, away(other)));
		String id = new ObjectId().toHexString();
		askTwice(other, () -> accounts.findById(id));
	}

	/** Fails once another thread waits for the same. */
	private Answer<Object> away(AtomicReference<Thread> other) {
		return (call) -> {
			if (this.reads.incrementAndGet() == 1) {
				other.get().start();
				await().until(() -> other.get().getState() == Thread.State.WAITING
						|| other.get().getState() == Thread.State.BLOCKED);
			}
			throw new IllegalStateException("away");
		};
	}

	private void askTwice(AtomicReference<Thread> other, Runnable question) throws Exception {
		other.set(new Thread(() -> this.shared.set(catchThrowable(question::run))));
		assertThat(catchThrowable(question::run)).hasMessage("away");
		other.get().join();
		assertThat(this.shared.get()).hasMessage("away");
		assertThat(this.reads).hasValue(1);
	}

}
