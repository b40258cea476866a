package io.parley.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;

import io.parley.store.EveryTeam.Change;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

import org.springframework.data.mongodb.core.MongoOperations;

/**
 * Writes to one collection what many threads want written, in as few commands as there is
 * time for: while the store works on one command, what comes in gathers for the next.
 * Each write is acknowledged to its thread as if it had been done alone, journaled by the
 * majority.
 *
 * <p>
 * A change carries a stamp that is written with it, in the field {@link #STAMP}. Where a
 * command did not change all that it should, the stamps tell which it did; they also tell
 * that a change which is repeated, since its first outcome was not known, has been done.
 */
public final class GroupCommit implements AutoCloseable {

	/** The field with the stamp of the latest change. */
	private static final String STAMP = "write";

	private static final int MOST = 256;

	private final BlockingQueue<Task> tasks;

	private final BulkWrites writes;

	private final Thread writer;

	private volatile boolean closed;

	GroupCommit(MongoOperations mongo, String collection, String name) {
		this(mongo, collection, name, new LinkedBlockingQueue<>());
	}

	/**
	 * Gathers in a queue that is given.
	 * @param tasks empty, and without a bound
	 */
	GroupCommit(MongoOperations mongo, String collection, String name, BlockingQueue<Task> tasks) {
		this.tasks = tasks;
		this.writes = new BulkWrites(mongo, collection);
		this.writer = new Thread(this::run, name);
		this.writer.setDaemon(true);
		this.writer.start();
	}

	/** An insert or a change: one of both is null. */
	record Task(@Nullable Document insert, @Nullable Change change, @Nullable ObjectId stamp,
			CompletableFuture<Boolean> done) {
	}

	/**
	 * Inserts a document that is in its stored form already, with the team in it.
	 * @return whether it was inserted; not where there is one with its id
	 * @throws org.springframework.dao.DataAccessException where it is not known whether
	 * it was
	 */
	public boolean insert(String team, Document stored) {
		stored.put(TeamTemplate.TEAM, team);
		return await(new Task(stored, null, null, new CompletableFuture<>()));
	}

	/**
	 * Changes a document.
	 * @param stamp of this change and no other; the same where it is repeated
	 * @return whether its condition was met, now or at a time before
	 * @throws org.springframework.dao.DataAccessException where it is not known whether
	 * it was
	 */
	public boolean change(Change change, ObjectId stamp) {
		Document update = new Document(change.update());
		update.put("$set", new Document(update.get("$set", new Document())).append(STAMP, stamp));
		Change stamped = new Change(change.team(), change.id(), change.condition(), update);
		return await(new Task(null, stamped, stamp, new CompletableFuture<>()));
	}

	private boolean await(Task task) {
		if (this.closed) {
			throw BusyException.stopping();
		}
		this.tasks.add(task);
		if (this.closed && this.tasks.remove(task)) {
			// The writer may have ended before this came; what it took it completes.
			throw BusyException.stopping();
		}
		try {
			return task.done().join();
		}
		catch (CompletionException ex) {
			throw (ex.getCause() instanceof RuntimeException cause) ? cause : ex;
		}
	}

	private void run() {
		while (!this.closed) {
			List<Task> group = new ArrayList<>();
			try {
				group.add(this.tasks.take());
				this.tasks.drainTo(group, MOST - 1);
				complete(group.stream().filter((task) -> task.insert() != null).toList(), this::insertAll);
				complete(group.stream().filter((task) -> task.change() != null).toList(), this::changeAll);
			}
			catch (InterruptedException ex) {
				break;
			}
			catch (RuntimeException | Error ex) {
				// Such as no memory for the lists: who waits is told, and the thread goes
				// on.
				group.forEach((task) -> task.done().completeExceptionally(ex));
			}
		}
		List<Task> left = new ArrayList<>();
		this.tasks.drainTo(left);
		left.forEach((task) -> task.done().completeExceptionally(BusyException.stopping()));
	}

	private static void complete(List<Task> group, Function<List<Task>, List<Boolean>> write) {
		if (group.isEmpty()) {
			return;
		}
		try {
			List<Boolean> done = write.apply(group);
			for (int i = 0; i < group.size(); i++) {
				group.get(i).done().complete(done.get(i));
			}
		}
		catch (RuntimeException | Error ex) {
			group.forEach((task) -> task.done().completeExceptionally(ex));
		}
	}

	private List<Boolean> insertAll(List<Task> group) {
		return this.writes.insert(group.stream().map(Task::insert).toList());
	}

	private List<Boolean> changeAll(List<Task> group) {
		List<Change> changes = group.stream().map(Task::change).toList();
		if (this.writes.change(changes.stream().map(Change::statement).toList()) == group.size()) {
			return group.stream().map((task) -> true).toList();
		}
		List<String> teams = new ArrayList<>(changes.stream().map(Change::team).distinct().toList());
		teams.add(TeamTemplate.DELETED);
		Map<ObjectId, ObjectId> stamps = this.writes.stamps(new Document(TeamTemplate.TEAM, new Document("$in", teams)),
				changes.stream().map(Change::id).toList(), STAMP);
		return group.stream()
			.map((task) -> Objects.requireNonNull(task.stamp())
				.equals(stamps.get(Objects.requireNonNull(task.change()).id())))
			.toList();
	}

	@Override
	public void close() {
		this.closed = true;
		this.writer.interrupt();
	}

}
