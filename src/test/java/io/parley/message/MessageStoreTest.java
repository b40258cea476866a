package io.parley.message;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.parley.Api;
import io.parley.ParleyTest;
import io.parley.store.Ids;
import io.parley.store.JsonObject;
import io.parley.store.TeamTemplate;
import io.parley.store.WatchedStore;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.convert.MongoConverter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Messages and threads in the store, where HTTP would be in the way. */
@ParleyTest
class MessageStoreTest {

	private final Participant ann = Participant.user(Api.id("ann"));

	private final Participant bot = Participant.bot(Api.id("bot"));

	@Autowired
	private MongoOperations mongo;

	@Autowired
	private ThreadCountQueue counts;

	@Autowired
	private MongoConverter converter;

	private TeamTemplate store;

	private Ids ids;

	private Instance instance;

	@BeforeEach
	void setUp() {
		this.store = WatchedStore.of("default", this.mongo, () -> {
		});
		this.ids = new Ids(Clock.fixed(Instant.parse("2026-01-31T09:30:00Z"), ZoneOffset.UTC));
		this.instance = new Instance(this.store, this.ids);
	}

	@Test
	void aMessageIsStoredAsItIsRead() {
		MessageRequest all = new MessageRequest(List.of("ben"), List.of("bot"), "hello", JsonObject.of(Map.of("a", 1)),
				new SourceCreator("jobs", "j1"), "call", List.of(new Attachment("https://example.com/a", "image/png")));
		MessageRequest least = new MessageRequest(null, null, "hello", null, null, null, null);
		for (MessageRequest request : List.of(all, least)) {
			Audience audience = new Audience(this.ann, request.userIds(), request.botIds());
			Message message = Message.send(request, audience, this.ids.next(), "default");
			Document mapped = new Document();
			this.converter.write(message, mapped);
			mapped.remove("team");
			assertThat(message.stored().toJson()).isEqualTo(mapped.toJson());
		}
	}

	@Test
	void keepsOrderWhereAllMessagesShareAMillisecond() {
		List<ObjectId> sent = new ArrayList<>();
		for (int i = 0; i < 20; i++) {
			sent.add(this.instance.send(this.ann, null, List.of(this.bot.id() + i % 3)).id());
		}
		Collections.reverse(sent);
		assertThat(this.instance.list(this.ann)).extracting(Message::id).isEqualTo(sent);
		assertThat(this.instance.list(this.ann)).extracting(Message::createdAt)
			.containsOnly(Instant.parse("2026-01-31T09:30:00Z"));
		assertThat(this.instance.threads(this.ann)).containsExactly(sent.get(0) + " 7", sent.get(1) + " 7",
				sent.get(2) + " 6");
	}

	@Test
	void countsAndRemovesMoreThanOneStatementHolds() {
		List<Message> sent = new ArrayList<>();
		for (int i = 0; i < 620; i++) {
			sent.add(uncounted((i % 2 == 0) ? this.ann : this.bot));
		}
		assertThat(this.instance.threads(this.ann)).containsExactly(sent.get(619).id() + " 620");
		assertThat(new MessageRepository(this.store).waiting(this.ann, 1)).isEmpty();
		assertThat(this.instance.remove(this.bot, this.ann)).isEqualTo(620);
		assertThat(this.instance.threads(this.ann)).containsExactly(sent.get(618).id() + " 310");
		assertThat(this.instance.threads(this.bot)).containsExactly(sent.get(619).id() + " 310");
		assertThat(this.instance.remove(this.ann, this.bot)).isZero();
	}

	/** In a team that the sweep of the service under test does not know. */
	@Test
	void aRoundAsksForFourCommandsHoweverManyThreadsItCounts() {
		String team = Api.id("team");
		this.store = WatchedStore.of(team, this.mongo, () -> {
		});
		AtomicInteger commands = new AtomicInteger();
		ThreadCounter counter = new ThreadCounter(WatchedStore.ofCommands(team, this.mongo, commands::incrementAndGet));
		Set<String> threads = uncountedInEachOf(100);
		assertThat(counter.round(threads)).isEmpty();
		assertThat(commands).as("for new threads").hasValue(5);
		uncountedInEachOf(100);
		commands.set(0);
		assertThat(counter.round(threads)).isEmpty();
		assertThat(commands).as("for threads that are there").hasValue(4);
		assertThat(new ThreadSummaryRepository(this.store).find(threads).values()).hasSize(100)
			.allSatisfy((thread) -> assertThat(thread.count()).isEqualTo(2));
	}

	private Set<String> uncountedInEachOf(int threads) {
		return IntStream.range(0, threads)
			.mapToObj((i) -> new Audience(this.ann, null, List.of(this.bot.id() + i)))
			.map((audience) -> Message.send(new MessageRequest(null, null, "x", null, null, null, null), audience,
					this.ids.next(), null))
			.map((message) -> this.store.insert(message).thread())
			.collect(Collectors.toSet());
	}

	@Test
	void theSweepCountsWhatWasLeft() {
		Message left = uncounted(this.ann);
		await().untilAsserted(() -> {
			this.counts.sweep();
			assertThat(new ThreadSummaryRepository(this.store).find(List.of(left.thread())).values()).singleElement()
				.satisfies((thread) -> assertThat(thread.count()).isEqualTo(1));
		});
	}

	private Message uncounted(Participant sender) {
		Audience audience = new Audience(sender, List.of(this.ann.id()), List.of(this.bot.id()));
		MessageRequest request = new MessageRequest(null, null, "x", null, null, null, null);
		return this.store.insert(Message.send(request, audience, this.ids.next(), null));
	}

}
