package io.parley.message;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.parley.Api;
import io.parley.Api.Answer;
import io.parley.ParleyTest;
import io.parley.store.Ids;
import io.parley.store.JsonObject;
import io.parley.store.MemoryBudget;
import io.parley.store.WatchedStore;
import io.parley.web.ProblemException;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** Requests that ask for more work than one request may do. */
@ParleyTest
@TestPropertySource(properties = { "parley.messages.request-time=0s", "parley.messages.max-groups=2" })
class BoundedWorkTest {

	private static final int SENT = 600;

	private final Participant ann = Participant.user(Api.id("ann"));

	private final Participant bot = Participant.bot(Api.id("bot"));

	private Api api;

	@Autowired
	private MongoOperations mongo;

	@Autowired
	private Ids ids;

	@BeforeEach
	void setUp(@LocalServerPort int port) {
		this.api = new Api(port);
	}

	@Test
	void aRemovalThatTakesTooLongSaysWhatItDidAndGoesOnWhenItIsRepeated() {
		send(SENT);
		String path = this.ann.uri() + "/messages/with/bot/" + this.bot.id();
		Answer first = this.api.delete(path);
		assertThat(first.status()).isEqualTo(503);
		assertThat(first.header("Retry-After")).isNotNull();
		assertThat(first.json().get("detail").asString()).startsWith("500 messages were changed");
		assertThat(this.api.delete(path).body()).isEqualTo("{\"modified\":100}");
		assertThat(this.api.get(path).json()).isEmpty();
		assertThat(this.api.delete(path).body()).isEqualTo("{\"modified\":0}");
		await().untilAsserted(() -> {
			assertThat(counts(this.ann)).containsExactly(String.valueOf(SENT));
			assertThat(counts(this.bot)).isEmpty();
		});
	}

	@Test
	void groupingThatTakesTooLongIsUnavailable() {
		send(1);
		Answer answer = this.api.get(this.ann.uri() + "/threads?group_by=context.n");
		assertThat(answer.status()).isEqualTo(503);
		assertThat(answer.header("Retry-After")).isNotNull();
		assertThat(answer.json().get("detail").asString()).contains("could not be grouped within 0 s");
	}

	@Test
	void moreGroupsThanCanBeListedAreRefused() {
		MessageGroups groups = new MessageGroups(WatchedStore.of("default", this.mongo, () -> {
		}), new MemoryBudget(64 << 20, Duration.ofSeconds(5)),
				new MessageProperties(null, Duration.ofMinutes(1), 2, null));
		send(3);
		Page page = new Page(50, null, null);
		assertThat(groups.of(this.ann, GroupBy.of(List.of("sender_id")), page).entries()).hasSize(1);
		assertThatExceptionOfType(ProblemException.class)
			.isThrownBy(() -> groups.of(this.ann, GroupBy.of(List.of("context.n")), page))
			.withMessageContaining("more than 2 groups");
	}

	private List<String> counts(Participant participant) {
		return this.api.get(participant.uri() + "/threads?group_by=user_ids,bot_ids")
			.json()
			.valueStream()
			.map((thread) -> thread.get("count").asString())
			.toList();
	}

	/** Messages from a user to a bot, straight into the store. */
	private void send(int many) {
		List<Document> messages = new ArrayList<>();
		for (int i = 0; i < many; i++) {
			MessageRequest request = new MessageRequest(null, null, "x", JsonObject.of(Map.of("n", i)), null, null,
					null);
			Audience audience = new Audience(this.ann, null, List.of(this.bot.id()));
			Document stored = new Document();
			this.mongo.getConverter().write(Message.send(request, audience, this.ids.next(), "default"), stored);
			stored.remove("_class");
			messages.add(stored);
		}
		this.mongo.getCollection(Message.COLLECTION).insertMany(messages);
	}

}
