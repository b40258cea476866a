package io.parley.bench;

import java.util.ArrayList;
import java.util.Date;
import java.util.List;

import com.mongodb.client.model.CountOptions;
import io.parley.web.page.Cursor;
import org.bson.Document;
import org.bson.types.ObjectId;

/** Experiment sessions: the first page of their list, the 1,000th, create, append. */
final class ExperimentScenarios implements Scenarios {

	static final List<String> NAMES = List.of("experiment-list", "experiment-list-1000", "experiment-create",
			"experiment-append");

	private static final String SESSIONS = "experiment_sessions";

	private static final String BATCHES = "experiment_messages";

	private static final int EXPERIMENTS = 10;

	private static final int PAGE = 50;

	private static final int FAR_PAGE = 1_000;

	private static final int MOST_COUNTED = 10_001;

	/** So many sessions take turns in being appended to. */
	private static final int APPENDED = 1_000;

	private static final String CREATE = """
			{"experiment": "e-{i}", "participant": "p-{n}", "state": {"step": 1}}""";

	private static final String APPEND = """
			{"role": "user", "content": "Hello there, how can I help you with your order today?"}""";

	private final BenchApi api;

	private final BareStore store;

	private final List<Document> models = new ArrayList<>();

	private Document batch;

	private long filled;

	ExperimentScenarios(BenchApi api, BareStore store) {
		this.api = api;
		this.store = store;
	}

	@Override
	public List<String> names() {
		return NAMES;
	}

	@Override
	public void prepare() {
		List<String> ids = new ArrayList<>();
		for (int i = 0; i < EXPERIMENTS; i++) {
			ids.add(this.api.send(Request.post("/api/sessions/", CREATE, EXPERIMENTS).at(i, "")).get("id").asString());
		}
		this.store.settle();
		ids.forEach((id) -> this.models
			.add(this.store.collection(SESSIONS).find(BareStore.team("session_id", id)).first()));
		this.api.send(Request.post("/api/sessions/" + ids.get(0) + "/messages/", APPEND, 1));
		this.batch = this.store.collection(BATCHES)
			.find(BareStore.team("session", this.models.get(0).getObjectId("_id")))
			.first();
	}

	@Override
	public void fill(int size) throws InterruptedException {
		this.store.fill(SESSIONS, this.filled, size, (n) -> {
			Document copy = BareStore.like(this.models.get((int) (n % EXPERIMENTS)), BareStore.id(n),
					BareStore.time(n));
			copy.put("session_id", "x-" + n);
			copy.put("participant",
					new Document(copy.get("participant", Document.class)).append("identifier", "p-" + n));
			return copy;
		});
		this.filled = Math.max(this.filled, size);
	}

	@Override
	public List<Scenario> on(int size) {
		List<Scenario> scenarios = new ArrayList<>();
		String list = "/api/sessions/?page_size=" + PAGE;
		scenarios.add(Scenario.reading("experiment-list", Request.get(list, 1), (n) -> {
			page(new Document("team", BareStore.TEAM));
			this.store.collection(SESSIONS)
				.countDocuments(new Document("team", BareStore.TEAM), new CountOptions().limit(MOST_COUNTED));
		}));
		long before = (FAR_PAGE - 1L) * PAGE;
		if (this.filled > before + PAGE) {
			ObjectId place = BareStore.id(this.filled - before);
			scenarios.add(Scenario.reading("experiment-list-1000",
					Request.get(list + "&cursor=" + new Cursor(true, false, false, place).encode(), 1),
					(n) -> page(BareStore.team("_id", new Document("$lt", place)))));
		}
		scenarios.add(Scenario.writing("experiment-create", Request.post("/api/sessions/", CREATE, EXPERIMENTS),
				(n) -> this.store.collection(SESSIONS)
					.insertOne(
							BareStore.anew(this.models.get((int) (n % EXPERIMENTS))).append("session_id", "c-" + n))));
		int appended = Math.min(size, APPENDED);
		scenarios
			.add(Scenario.writing("experiment-append", Request.post("/api/sessions/x-{i}/messages/", APPEND, appended),
					(n) -> append("x-" + Request.spread(n, appended))));
		return scenarios;
	}

	/** A page of sessions, and the experiments that they are of. */
	private void page(Document filter) {
		List<String> experiments = BareStore
			.read(this.store.collection(SESSIONS).find(filter).sort(new Document("_id", -1)).limit(PAGE + 1))
			.stream()
			.map((session) -> session.getEmbedded(List.of("experiment", "experiment_id"), String.class))
			.distinct()
			.toList();
		BareStore.read(this.store.collection("experiments")
			.find(BareStore.team("experiment_id", new Document("$in", experiments))));
	}

	/** The batch, and the session that then ends behind it. */
	private void append(String session) {
		this.store.collection(BATCHES).insertOne(BareStore.anew(this.batch).append("session", new ObjectId()));
		this.store.collection(SESSIONS)
			.updateOne(BareStore.team("session_id", session),
					new Document("$set", new Document("updated_at", new Date())));
	}

}
