package io.parley.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import io.parley.ParleyTest;
import io.parley.store.EveryTeam.Change;
import io.parley.store.GroupCommit.Task;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;

/** Writes of many threads, each told what became of its own. */
@ParleyTest
@Import(GroupCommitTest.Counting.class)
class GroupCommitTest {

	private static final String COLLECTION = "group_commits";

	private static final AtomicInteger COMMANDS = new AtomicInteger();

	@Autowired
	private EveryTeam everyTeam;

	@Autowired
	private TeamTemplate store;

	private GroupCommit writes;

	@BeforeEach
	void setUp() {
		this.writes = this.everyTeam.groupCommit(COLLECTION, "test-writes");
	}

	@AfterEach
	void tearDown() {
		this.writes.close();
	}

	private Document stored(ObjectId id) {
		return this.store.of("default")
			.on(COLLECTION)
			.findOne(new Query(Criteria.where("_id").is(id)), Document.class)
			.orElseThrow();
	}

	private static Change change(ObjectId id, int from) {
		return new Change("default", id, new Document("n", from),
				new Document("$inc", new Document("n", 1)).append("$set", new Document("by", "test")));
	}

	@Test
	void insertsOnceAndChangesWhatMeetsItsCondition() {
		ObjectId id = new ObjectId();
		assertThat(this.writes.insert("default", new Document("_id", id).append("n", 0))).isTrue();
		assertThat(this.writes.insert("default", new Document("_id", id).append("n", 9))).isFalse();
		assertThat(this.writes.change(change(id, 0), new ObjectId())).isTrue();
		assertThat(this.writes.change(change(id, 0), new ObjectId())).isFalse();
		assertThat(this.writes.change(change(new ObjectId(), 0), new ObjectId())).isFalse();
		assertThat(stored(id)).containsEntry("n", 1).containsEntry("by", "test");
	}

	@Test
	void aChangeThatIsRepeatedIsKnownByItsToken() {
		ObjectId id = new ObjectId();
		this.writes.insert("default", new Document("_id", id).append("n", 0));
		ObjectId stamp = new ObjectId();
		assertThat(this.writes.change(change(id, 0), stamp)).isTrue();
		assertThat(this.writes.change(change(id, 0), stamp)).isTrue();
		assertThat(stored(id)).containsEntry("n", 1);
	}

	@Test
	void manyThreadsShareCommandsAndEachLearnsItsOwnOutcome() {
		List<ObjectId> ids = IntStream.range(0, 50).mapToObj((i) -> new ObjectId()).toList();
		ExecutorService threads = Executors.newFixedThreadPool(100);
		int before = COMMANDS.get();
		List<CompletableFuture<Boolean>> inserts = new ArrayList<>();
		ids.forEach((id) -> IntStream.range(0, 2)
			.forEach((i) -> inserts.add(CompletableFuture
				.supplyAsync(() -> this.writes.insert("default", new Document("_id", id).append("n", 0)), threads))));
		assertThat(inserts.stream().filter(CompletableFuture::join)).hasSize(50);
		List<CompletableFuture<Boolean>> changes = new ArrayList<>();
		ids.forEach((id) -> IntStream.range(0, 4)
			.forEach((i) -> changes
				.add(CompletableFuture.supplyAsync(() -> this.writes.change(change(id, 0), new ObjectId()), threads))));
		assertThat(changes.stream().filter(CompletableFuture::join)).hasSize(50);
		assertThat(ids).allSatisfy((id) -> assertThat(stored(id)).containsEntry("n", 1));
		assertThat(COMMANDS.get() - before).isLessThan(150);
		threads.shutdown();
	}

	@Test
	void nothingIsTakenOnceItIsClosed() {
		this.writes.close();
		assertThatThrownBy(() -> this.writes.insert("default", new Document())).isInstanceOf(BusyException.class);
		assertThat(Thread.interrupted()).isTrue();
	}

	@Test
	void whatIsHandedInJustAfterTheWriterHasEndedIsRefused() {
		EndingQueue tasks = new EndingQueue();
		tasks.writes = new GroupCommit(mock(MongoOperations.class), COLLECTION, "test-writes", tasks);
		assertThat(CompletableFuture.runAsync(() -> tasks.writes.insert("default", new Document())))
			.failsWithin(Duration.ofSeconds(30))
			.withThrowableOfType(ExecutionException.class)
			.withCauseInstanceOf(BusyException.class);
		assertThat(tasks).isEmpty();
	}

	/** Has the writer end after a thread has seen it at work and before it hands in. */
	@SuppressWarnings("serial")
	private static final class EndingQueue extends LinkedBlockingQueue<Task> {

		private final CountDownLatch ended = new CountDownLatch(1);

		private GroupCommit writes;

		@Override
		public boolean add(Task task) {
			this.writes.close();
			try {
				this.ended.await();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
			return super.add(task);
		}

		/** The writer's last. */
		@Override
		public int drainTo(Collection<? super Task> left) {
			int drained = super.drainTo(left);
			this.ended.countDown();
			return drained;
		}

	}

	/** Counts the commands that write. */
	@TestConfiguration(proxyBeanMethods = false)
	static class Counting {

		@Bean
		CollectionIndexes groupCommitIndexes() {
			return CollectionIndexes.of(COLLECTION).kept();
		}

		@Bean
		MongoClientSettingsBuilderCustomizer counted() {
			return (settings) -> settings.addCommandListener(new CommandListener() {
				@Override
				public void commandStarted(CommandStartedEvent event) {
					if (List.of("insert", "update").contains(event.getCommandName())
							&& event.getCommand().getString(event.getCommandName()).getValue().equals(COLLECTION)) {
						COMMANDS.incrementAndGet();
					}
				}
			});
		}

	}

}
