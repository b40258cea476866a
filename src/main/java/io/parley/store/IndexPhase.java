package io.parley.store;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.parley.store.IndexBuilder.State;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Makes the declared indexes. Collections that are empty or have them are done before the
 * service takes requests; the others while it serves, by one instance at a time. Where
 * the store is away, or an index cannot be built, it is tried again until it can.
 * {@link IndexStatus} tells meanwhile.
 */
@Component
class IndexPhase implements SmartLifecycle {

	private static final Logger log = LoggerFactory.getLogger(IndexPhase.class);

	private static final Duration LONGEST_BEFORE_OPENING = Duration.ofSeconds(15);

	private static final Duration PAUSE = Duration.ofSeconds(2);

	private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

	private final List<CollectionIndexes> declared;

	private final IndexBuilder builder;

	private final IndexStatus status;

	private final SingleRun singleRun;

	private final CountDownLatch firstLooks;

	private volatile @Nullable ExecutorService threads;

	IndexPhase(List<CollectionIndexes> declared, IndexBuilder builder, IndexStatus status, SingleRun singleRun) {
		this.declared = declared;
		this.builder = builder;
		this.status = status;
		this.singleRun = singleRun;
		this.firstLooks = new CountDownLatch(declared.size());
	}

	/** What became of one attempt. */
	private enum Outcome {

		DONE, NOT_NOW, REFUSED

	}

	@Override
	public void start() {
		this.threads = Executors.newFixedThreadPool(Math.max(1, this.declared.size()), DaemonThreads.named("indexes"));
		this.declared.forEach((collection) -> this.threads.execute(() -> work(collection)));
		this.threads.shutdown();
		try {
			this.firstLooks.await(LONGEST_BEFORE_OPENING.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void work(CollectionIndexes collection) {
		Outcome outcome = attempt(collection, this::quickly);
		this.firstLooks.countDown();
		Duration pause = Duration.ZERO;
		try {
			while (outcome != Outcome.DONE && isRunning()) {
				Thread.sleep(pause.toMillis());
				outcome = attempt(collection, this::alone);
				pause = (outcome != Outcome.REFUSED) ? PAUSE
						: Collections.min(List.of(LONGEST_PAUSE, PAUSE.plus(pause.multipliedBy(2))));
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private Outcome attempt(CollectionIndexes collection, Function<CollectionIndexes, Outcome> how) {
		try {
			return how.apply(collection);
		}
		catch (Throwable ex) {
			if (isRunning()) {
				log.warn("The indexes of {} could not be looked after and will be again: {}", collection.collection(),
						ex.toString());
				this.status.because(collection.collection(), "the store does not answer");
			}
			return Outcome.NOT_NOW;
		}
	}

	/** Where nothing is missing, or no document has to be read for what is. */
	private Outcome quickly(CollectionIndexes collection) {
		State state = look(collection);
		return (state.missing().isEmpty() || state.isNew()) ? finish(collection) : Outcome.NOT_NOW;
	}

	private Outcome alone(CollectionIndexes collection) {
		String name = collection.collection();
		List<IndexSpec> missing = look(collection).missing();
		AtomicReference<Outcome> outcome = new AtomicReference<>(Outcome.NOT_NOW);
		boolean own = this.singleRun.run("indexes-" + name, Duration.ZERO, () -> {
			log.info("Building indexes on {}: {}", name, missing.stream().map(IndexSpec::name).toList());
			this.status.because(name, "being built");
			outcome.set(finish(collection));
		});
		if (!own) {
			this.status.because(name, "being built by another instance");
		}
		return Objects.requireNonNull(outcome.get());
	}

	/** A unique index that another instance still builds is waited for. */
	private State look(CollectionIndexes collection) {
		State state = this.builder.state(collection);
		List<IndexSpec> missing = state.missing();
		this.status.missing(collection.collection(), missing, "waiting to be built");
		if (missing.stream().noneMatch(IndexSpec::isUnique)) {
			this.builder.awaitUnique(state);
			this.status.uniqueInPlace(collection.collection());
		}
		return state;
	}

	private Outcome finish(CollectionIndexes collection) {
		Map<IndexSpec, String> failures = this.builder.build(collection, this.status);
		if (failures.isEmpty()) {
			this.status.complete(collection.collection());
			return Outcome.DONE;
		}
		String reasons = failures.entrySet()
			.stream()
			.map((failure) -> failure.getKey().name() + ": " + failure.getValue())
			.collect(Collectors.joining("; "));
		this.status.missing(collection.collection(), failures.keySet(), reasons);
		log.error("Indexes of {} cannot be built: {}", collection.collection(), reasons);
		return Outcome.REFUSED;
	}

	@Override
	public void stop() {
		ExecutorService running = this.threads;
		this.threads = null;
		if (running != null) {
			running.shutdownNow();
		}
	}

	@Override
	public boolean isRunning() {
		return this.threads != null;
	}

	@Override
	public int getPhase() {
		return Integer.MIN_VALUE + 1000;
	}

}
