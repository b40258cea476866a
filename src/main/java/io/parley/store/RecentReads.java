package io.parley.store;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/**
 * Remembers for a few seconds what was read, for what is asked with every request. Those
 * who ask for the same at the same time share one read and its failure, so that a store
 * that is away costs each of them one wait and not the waits of all. What is not there is
 * not remembered.
 *
 * @param <K> what is asked for
 * @param <V> what is read
 */
public final class RecentReads<K, V> {

	private final Cache<K, CompletableFuture<Optional<V>>> reads;

	/**
	 * @param most how many are remembered at most
	 * @param age for how long, from the beginning of the read
	 */
	public RecentReads(int most, Duration age) {
		this.reads = Caffeine.newBuilder().maximumSize(most).expireAfterWrite(age).build();
	}

	/**
	 * What is known, else what the read answers. What it throws reaches all who wait for
	 * it.
	 */
	public Optional<V> get(K key, Function<K, Optional<V>> read) {
		CompletableFuture<Optional<V>> own = new CompletableFuture<>();
		CompletableFuture<Optional<V>> before = this.reads.asMap().putIfAbsent(key, own);
		if (before != null) {
			return await(before);
		}
		try {
			Optional<V> found = read.apply(key);
			if (found.isEmpty()) {
				this.reads.asMap().remove(key, own);
			}
			own.complete(found);
			return found;
		}
		catch (RuntimeException | Error ex) {
			this.reads.asMap().remove(key, own);
			own.completeExceptionally(ex);
			throw ex;
		}
	}

	/** Has it read anew, also where it is being read just now. */
	public void forget(K key) {
		this.reads.invalidate(key);
	}

	private static <V> Optional<V> await(CompletableFuture<Optional<V>> read) {
		try {
			return read.join();
		}
		catch (CompletionException ex) {
			if (ex.getCause() instanceof RuntimeException cause) {
				throw cause;
			}
			throw ex;
		}
	}

}
