package io.parley.access.account;

import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import io.parley.web.ProblemException;
import org.jspecify.annotations.Nullable;

import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Hashes passwords, slowly on purpose: Argon2id with 19 MiB and two passes, as OWASP
 * recommends. Only so many are hashed at once, and only some wait for a turn, for a short
 * while: whoever floods the service with passwords gets refusals, and takes neither the
 * memory nor the threads of other requests.
 */
@Component
class Passwords {

	private static final String METHOD = "argon2id";

	private static final int SALT_BYTES = 16;

	private static final int HASH_BYTES = 32;

	private static final int KIBIBYTES = 19 << 10;

	private static final int PASSES = 2;

	/** How many wait for each that is being hashed. */
	private static final int QUEUE = 8;

	private final PasswordEncoder encoder = new DelegatingPasswordEncoder(METHOD,
			Map.of(METHOD, new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, 1, KIBIBYTES, PASSES)));

	private final Semaphore free;

	private final AtomicInteger present = new AtomicInteger();

	private final int mostPresent;

	private final AccountProperties properties;

	private volatile @Nullable String nobody;

	Passwords(AccountProperties properties) {
		this.properties = properties;
		this.free = new Semaphore(properties.hashingAtOnce(), true);
		this.mostPresent = properties.hashingAtOnce() * (1 + QUEUE);
	}

	/**
	 * The hash of a password, another one each time.
	 * @throws ProblemException 503 when there was no turn in time
	 */
	String hash(String password) {
		return inTurn(() -> this.encoder.encode(AccountRequest.normal(password)));
	}

	/**
	 * Whether a hash is of a password.
	 * @throws ProblemException 503 when there was no turn in time
	 */
	boolean matches(String password, String hash) {
		return inTurn(() -> this.encoder.matches(AccountRequest.normal(password), hash));
	}

	/**
	 * Takes as long as {@link #matches} and answers nothing, so that nobody can tell by
	 * the time whether there is an account.
	 * @throws ProblemException 503 when there was no turn in time
	 */
	void matchNobody(String password) {
		if (this.nobody == null) {
			this.nobody = hash(METHOD);
		}
		matches(password, this.nobody);
	}

	private <T> T inTurn(Supplier<T> work) {
		try {
			boolean crowded = this.present.incrementAndGet() > this.mostPresent;
			if (crowded || !this.free.tryAcquire(this.properties.hashingWait().toMillis(), TimeUnit.MILLISECONDS)) {
				throw ProblemException.unavailable("Too many passwords are being checked at once; try again shortly");
			}
			try {
				return work.get();
			}
			finally {
				this.free.release();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw ProblemException.unavailable("The service is stopping; try again shortly");
		}
		finally {
			this.present.decrementAndGet();
		}
	}

}
