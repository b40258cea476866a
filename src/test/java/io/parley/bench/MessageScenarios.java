package io.parley.bench;

import java.util.ArrayList;
import java.util.List;

import org.bson.Document;
import org.bson.types.ObjectId;

/**
 * Messages of users and bots: a bot that talks to a hundred users reads its list, a
 * conversation, what is around a message and its threads; and messages are sent, into
 * one, a hundred and ten thousand threads.
 */
final class MessageScenarios implements Scenarios {

	static final List<String> NAMES = List.of("list", "conversation", "around", "threads", "send", "send-1",
			"send-10000");

	private static final String MESSAGES = "messages";

	private static final String THREADS = "threads";

	private static final int USERS = 100;

	private static final int PAGE = 50;

	private static final String BODY = """
			"body": "Hello there, how can I help you with your order today?",
			"context": {"topic": "orders", "ticket": {n}}}""";

	private final BenchApi api;

	private final BareStore store;

	private final List<Document> models = new ArrayList<>();

	private long filled = USERS;

	MessageScenarios(BenchApi api, BareStore store) {
		this.api = api;
		this.store = store;
	}

	@Override
	public List<String> names() {
		return NAMES;
	}

	@Override
	public void prepare() {
		List<ObjectId> ids = new ArrayList<>();
		for (int i = 0; i < USERS; i++) {
			Request send = Request.post("/bots/reader/messages", "{\"user_ids\": [\"reader-%d\"], ".formatted(i) + BODY,
					USERS);
			ids.add(new ObjectId(this.api.send(send.at(i, "")).get("_id").asString()));
		}
		this.store.settle();
		ids.forEach((id) -> this.models.add(this.store.collection(MESSAGES).find(BareStore.team("_id", id)).first()));
	}

	/** The bot has so many messages altogether, each thread a hundredth of them. */
	@Override
	public void fill(int size) throws InterruptedException {
		this.store.fill(MESSAGES, this.filled, size, (n) -> {
			Document copy = BareStore.like(this.models.get((int) (n % USERS)), BareStore.id(n), BareStore.time(n));
			copy.put("body", "Message number " + n + " of those that were there before");
			return copy;
		});
		this.filled = Math.max(this.filled, size);
		for (Document model : this.models) {
			this.store.collection(THREADS)
				.updateOne(BareStore.team("thread", model.getString("thread")),
						new Document("$set", new Document("count", this.filled / USERS)));
		}
	}

	@Override
	public List<Scenario> on(int size) {
		Document model = this.models.get(0);
		String bot = model.getList("participants", String.class)
			.stream()
			.filter((token) -> token.endsWith("reader"))
			.findFirst()
			.orElseThrow();
		ObjectId middle = BareStore.id((USERS + this.filled) / 2);
		return List.of(
				Scenario.reading("list", Request.get("/bots/reader/messages", 1),
						(n) -> page("participants", bot, -1, PAGE + 1)),
				Scenario.reading("conversation", Request.get("/bots/reader/messages/with/user/reader-{i}", USERS),
						(n) -> page("pairs",
								this.models.get(Request.spread(n, USERS)).getList("pairs", String.class).get(0), -1,
								PAGE + 1)),
				Scenario.reading("around", Request.get("/bots/reader/messages/around/" + middle, 1), (n) -> {
					this.store.collection(MESSAGES).find(BareStore.team("_id", middle)).first();
					beside(bot, middle, "$gt", 1);
					beside(bot, middle, "$lt", -1);
				}),
				Scenario.reading("threads", Request.get("/bots/reader/threads?group_by=user_ids,bot_ids", 1),
						(n) -> threads(bot)),
				send("send", 100, model), send("send-1", 1, model), send("send-10000", 10_000, model));
	}

	private Scenario send(String name, int threads, Document model) {
		return Scenario.writing(name,
				Request.post("/users/sender-" + threads + "/messages", "{\"bot_ids\": [\"b-{i}\"], " + BODY, threads),
				(n) -> this.store.collection(MESSAGES).insertOne(BareStore.anew(model)));
	}

	private List<Document> page(String field, String value, int order, int limit) {
		return BareStore.read(this.store.collection(MESSAGES)
			.find(BareStore.team(field, value))
			.sort(new Document("_id", order))
			.limit(limit));
	}

	private void beside(String bot, ObjectId middle, String side, int order) {
		BareStore.read(this.store.collection(MESSAGES)
			.find(BareStore.team("participants", bot).append("_id", new Document(side, middle)))
			.sort(new Document("_id", order))
			.limit(6));
	}

	private void threads(String bot) {
		List<Document> found = BareStore.read(this.store.collection(THREADS)
			.find(BareStore.team("participants", bot))
			.sort(new Document("newest", -1))
			.limit(PAGE + 1));
		List<ObjectId> newest = found.stream().map((thread) -> thread.getObjectId("newest")).toList();
		List<Document> shown = BareStore
			.read(this.store.collection(MESSAGES).find(BareStore.team("_id", new Document("$in", newest))));
		List<String> tokens = shown.stream()
			.flatMap((message) -> message.getList("participants", String.class).stream())
			.distinct()
			.toList();
		BareStore.read(
				this.store.collection("participants").find(BareStore.team("participant", new Document("$in", tokens))));
	}

}
