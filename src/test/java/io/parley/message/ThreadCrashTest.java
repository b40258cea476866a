package io.parley.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import io.parley.Api;
import io.parley.ParleyTest;
import io.parley.store.Ids;
import io.parley.store.WatchedStore;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoOperations;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Threads stay right when an instance ends between any two commands, and when another
 * works between any two commands of it.
 */
@ParleyTest
class ThreadCrashTest {

	private static final int MORE_THAN_ANY_WORK = 200;

	private String team;

	private final Participant ann = Participant.user("ann");

	private final Participant ben = Participant.user("ben");

	private final Participant bot = Participant.bot("bot");

	@Autowired
	private MongoOperations mongo;

	@Autowired
	private Ids ids;

	private Instance healthy;

	/** What an instance is at when it is hit. */
	enum Work {

		SEND {
			@Override
			void on(Instance instance, ThreadCrashTest test, List<ObjectId> sent) {
				instance.send(test.ann, List.of("ben"), List.of("bot"));
			}
		},
		DELETE_NEWEST {
			@Override
			void on(Instance instance, ThreadCrashTest test, List<ObjectId> sent) {
				instance.delete(sent.get(sent.size() - 1));
			}
		},
		DELETE_OLDEST {
			@Override
			void on(Instance instance, ThreadCrashTest test, List<ObjectId> sent) {
				instance.delete(sent.get(0));
			}
		},
		REMOVE {
			@Override
			void on(Instance instance, ThreadCrashTest test, List<ObjectId> sent) {
				instance.remove(test.ann, test.bot);
			}
		},
		READ {
			@Override
			void on(Instance instance, ThreadCrashTest test, List<ObjectId> sent) {
				instance.threads(test.bot);
			}
		};

		abstract void on(Instance instance, ThreadCrashTest test, List<ObjectId> sent);

	}

	@ParameterizedTest
	@EnumSource
	void nothingIsLostOrCountedTwiceWhereAnInstanceEnds(Work work) {
		boolean ended = true;
		int commands = 0;
		while (ended) {
			List<ObjectId> sent = setUp();
			ended = !run(work, sent, commands, () -> {
				throw new Killed();
			});
			verify(work + " ended before command " + commands);
			this.healthy.send(this.bot, List.of("ann", "ben"), null);
			verify(work + " ended before command " + commands + ", then another message");
			this.healthy.remove(this.bot, this.ann);
			verify(work + " ended before command " + commands + ", then a removal");
			commands++;
		}
		assertThat(commands).isBetween(3, MORE_THAN_ANY_WORK);
	}

	@ParameterizedTest
	@EnumSource
	void nothingIsLostOrCountedTwiceWhereAnotherWorksInBetween(Work work) {
		for (Work other : Work.values()) {
			boolean met = true;
			for (int commands = 0; met; commands++) {
				List<ObjectId> sent = setUp();
				met = !run(work, sent, commands, () -> {
					other.on(this.healthy, this, sent);
					verify(other + " before command of " + work);
				});
				verify(other + " before command " + commands + " of " + work);
			}
		}
	}

	@Test
	void nothingIsLostOrCountedTwiceUnderLoad() throws Exception {
		setUp();
		List<Callable<Void>> workers = Stream.generate(() -> (Callable<Void>) this::work).limit(6).toList();
		ExecutorService pool = Executors.newFixedThreadPool(workers.size());
		try {
			for (Future<Void> worker : pool.invokeAll(workers)) {
				worker.get();
			}
		}
		finally {
			pool.shutdownNow();
		}
		verify("after load");
	}

	private Void work() {
		Random random = new Random();
		Instance instance = new Instance(WatchedStore.of(this.team, this.mongo, Thread::yield), this.ids);
		for (int i = 0; i < 40; i++) {
			Participant one = List.of(this.ann, this.ben, this.bot).get(random.nextInt(3));
			List<Message> own = instance.list(one);
			switch (random.nextInt(5)) {
				case 0 -> own.stream().skip(random.nextInt(4)).findFirst().map(Message::id).ifPresent(instance::delete);
				case 1 -> instance.remove(one, this.ben);
				default -> {
					Message message = instance.send(one, random.nextBoolean() ? List.of("ann", "ben") : List.of("ann"),
							random.nextBoolean() ? List.of("bot") : List.of());
					assertThat(instance.threads(one)).as("after %s", message.id()).isNotNull();
				}
			}
		}
		return null;
	}

	/** A team of its own with some messages, one of which no thread has counted yet. */
	private List<ObjectId> setUp() {
		this.team = Api.id("team");
		this.healthy = new Instance(WatchedStore.of(this.team, this.mongo, () -> {
		}), this.ids);
		List<ObjectId> sent = new ArrayList<>();
		for (int i = 0; i < 2; i++) {
			sent.add(this.healthy.send(this.ann, List.of("ben"), List.of("bot")).id());
			this.healthy.send(this.ben, List.of("ann"), null);
		}
		run(Work.SEND, List.of(), 1, () -> {
			throw new Killed();
		});
		sent.add(this.healthy.list(this.bot).get(0).id());
		return sent;
	}

	/** Answers whether the work was done before so many commands. */
	private boolean run(Work work, List<ObjectId> sent, int commands, Runnable then) {
		int[] left = { commands };
		Instance instance = new Instance(WatchedStore.of(this.team, this.mongo, () -> {
			if (left[0]-- == 0) {
				then.run();
			}
		}), this.ids);
		try {
			work.on(instance, this, sent);
		}
		catch (Killed ex) {
			return false;
		}
		return left[0] >= 0;
	}

	private void verify(String after) {
		for (Participant participant : List.of(this.ann, this.ben, this.bot)) {
			assertThat(this.healthy.threads(participant)).as("%s: threads of %s", after, participant.token())
				.isEqualTo(this.healthy.threadsOfList(participant));
		}
	}

	/** The end of a process. */
	private static final class Killed extends Error {

	}

}
