package io.parley.bench;

import java.util.ArrayList;
import java.util.Date;
import java.util.List;

import org.bson.Document;

/** Session messages: create, get, query, update. */
final class SessionScenarios implements Scenarios {

	static final List<String> NAMES = List.of("get", "query", "update", "create");

	/** Before the name of a scenario that a service in Flask was measured with. */
	static final String FLASK = "Flask: ";

	private static final String COLLECTION = "session_messages";

	private static final int SUBJECTS = 100;

	private static final String FIELDS = """
			"subject_id": "user-{i}", "reception_channel_id": "channel-7", "dsl_execution_id": "run-1001",
			"message_data": {"text": "Please approve the order", "order": {"id": 4711, "amount": 129.5}},
			"expiry_date": 1893456000""";

	private static final int PAGE = 10;

	private final BenchApi api;

	private final BareStore store;

	private final List<Document> models = new ArrayList<>();

	private long filled;

	SessionScenarios(BenchApi api, BareStore store) {
		this.api = api;
		this.store = store;
	}

	@Override
	public List<String> names() {
		return NAMES;
	}

	@Override
	public void prepare() {
		Request create = Request.post("/session", "{\"session_id\": \"model-{i}\", " + FIELDS + "}", SUBJECTS);
		for (int i = 0; i < SUBJECTS; i++) {
			this.api.send(create.at(i, ""));
		}
		this.store.settle();
		for (int i = 0; i < SUBJECTS; i++) {
			this.models.add(sessions("model-" + Request.spread(i, SUBJECTS)));
		}
	}

	private Document sessions(String id) {
		return this.store.collection(COLLECTION).find(BareStore.team("session_id", id)).first();
	}

	@Override
	public void fill(int size) throws InterruptedException {
		this.store.fill(COLLECTION, this.filled, size, (n) -> {
			Document copy = BareStore.like(this.models.get((int) (n % SUBJECTS)), BareStore.id(n), BareStore.time(n));
			copy.put("session_id", "s-" + n);
			return copy;
		});
		this.filled = Math.max(this.filled, size);
	}

	/** Sessions as the service in Flask keeps them. */
	static void fillForFlask(BareStore store, int size) throws InterruptedException {
		store.fill("flask_sessions", 0, size,
				(n) -> Document
					.parse("{" + FIELDS.replace("{i}", String.valueOf(n % SUBJECTS)) + ", \"status\": \"pending\"}")
					.append("session_id", "s-" + n)
					.append("created_at", BareStore.time(n))
					.append("updated_at", BareStore.time(n)));
	}

	/**
	 * What the service in Flask can do too; the driver's own work is measured elsewhere.
	 */
	static List<Scenario> inFlask(int size) {
		return List.of(Scenario.reading(FLASK + "get", Request.get("/session/s-{i}", size), null),
				Scenario.writing(FLASK + "create", create(), null));
	}

	private static Request create() {
		return Request.post("/session", "{\"session_id\": \"c-{run}-{n}\", " + FIELDS + "}", SUBJECTS);
	}

	@Override
	public List<Scenario> on(int size) {
		Document data = this.models.get(0).get("message_data", Document.class);
		return List.of(
				Scenario.reading("get", Request.get("/session/s-{i}", size),
						(n) -> sessions("s-" + Request.spread(n, size))),
				Scenario.reading("query",
						Request.post("/sessions?limit=" + PAGE, "{\"subject_id\": \"user-{i}\"}", SUBJECTS),
						(n) -> BareStore
							.read(this.store.collection(COLLECTION)
								.find(BareStore.team("subject_id", "user-" + Request.spread(n, SUBJECTS)))
								.sort(new Document("created_at", 1).append("_id", 1))
								.limit(PAGE + 1))),
				Scenario.writing("update", new Request("PATCH", "/session/s-{i}", """
						{"message_data": {"text": "Please approve the order", "order": {"id": {n}, "run": "{run}"}}}""",
						size),
						(n) -> this.store.collection(COLLECTION)
							.updateOne(BareStore.team("session_id", "s-" + Request.spread(n, size)),
									new Document("$set",
											new Document("message_data",
													new Document(data).append("order",
															new Document("id", n).append("run", "bare")))
												.append("updated_at", new Date()))
										.append("$inc", new Document("version", 1L)))),
				Scenario.writing("create", create(), (n) -> this.store.collection(COLLECTION)
					.insertOne(BareStore.anew(this.models.get((int) (n % SUBJECTS))).append("session_id", "c-" + n))));
	}

}
