package io.parley.store;

import java.time.Duration;
import java.util.List;

import com.mongodb.MongoOperationTimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/**
 * Creates the declared indexes before the service takes requests. Where the store is away
 * at start, the service starts all the same and the indexes are made as soon as the store
 * is there.
 */
@Component
class IndexCreator implements SmartLifecycle {

	private static final Logger log = LoggerFactory.getLogger(IndexCreator.class);

	private static final Duration PAUSE = Duration.ofSeconds(2);

	private final MongoOperations mongo;

	private final List<CollectionIndexes> declared;

	private final StoreReadiness readiness;

	private volatile Thread retry;

	IndexCreator(MongoOperations mongo, List<CollectionIndexes> declared, StoreReadiness readiness) {
		this.mongo = mongo;
		this.declared = declared;
		this.readiness = readiness;
	}

	@Override
	public void start() {
		if (!create()) {
			this.retry = new Thread(this::createWhenTheStoreIsBack, "index-creator");
			this.retry.setDaemon(true);
			this.retry.start();
		}
	}

	private void createWhenTheStoreIsBack() {
		try {
			do {
				Thread.sleep(PAUSE.toMillis());
			}
			while (!create());
			log.info("The store is there; its indexes are in place");
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private boolean create() {
		try {
			this.declared.forEach((collection) -> collection.indexes()
				.forEach(this.mongo.indexOps(collection.collection())::createIndex));
			this.readiness.becomeReady();
			return true;
		}
		catch (DataAccessException ex) {
			if (!isAway(ex)) {
				log.error("The indexes cannot be made, and until they are nothing is inserted", ex);
				return false;
			}
			log.warn("The store is away; its indexes will be made when it is back, and until then nothing is inserted");
			return false;
		}
	}

	private static boolean isAway(DataAccessException ex) {
		return ex instanceof DataAccessResourceFailureException
				|| ex.getCause() instanceof MongoOperationTimeoutException;
	}

	@Override
	public void stop() {
		Thread thread = this.retry;
		this.retry = null;
		if (thread != null) {
			thread.interrupt();
		}
	}

	@Override
	public boolean isRunning() {
		return this.retry != null;
	}

	@Override
	public int getPhase() {
		return Integer.MIN_VALUE + 1000;
	}

}
