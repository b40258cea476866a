package io.parley.experiment;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import io.parley.Api;
import io.parley.ParleyTest;
import io.parley.store.TeamTemplate;
import io.parley.web.OperationId;
import io.parley.store.BusyException;
import io.parley.store.Ids;
import io.parley.store.MemoryBudget;
import io.parley.web.Precondition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Conversations much longer than one document or one page. */
@ParleyTest
class LongConversationTest {

	private static final int MESSAGES = 100_000;

	private static final int SAMPLES = 200;

	@Autowired
	private MessageAppender appender;

	@Autowired
	private MessageBatchRepository batches;

	@Autowired
	private TeamTemplate store;

	@Autowired
	private Ids ids;

	private Api api;

	private String url;

	private String id;

	@BeforeEach
	void setUp(@LocalServerPort int port) {
		this.api = new Api(port);
		this.id = create();
		this.url = "http://127.0.0.1:" + port + "/api/sessions/" + this.id + "/";
	}

	@Test
	void holdsAHundredThousandMessagesAndAppendsAsFastAsAtTheStart() throws Exception {
		append(this.id, 0, MESSAGES - SAMPLES, 1_000);
		String other = create();
		append(other, 0, 1_000, 100);
		long[] atTheStart = new long[SAMPLES];
		long[] atTheEnd = new long[SAMPLES];
		for (int i = 0; i < SAMPLES; i++) {
			atTheStart[i] = nanosOfAppend(other, 1_000 + i);
			atTheEnd[i] = nanosOfAppend(this.id, MESSAGES - SAMPLES + i);
		}
		assertThat(median(atTheEnd)).as("median nanoseconds of an append at the end")
			.isLessThan(4 * median(atTheStart) + 2_000_000);
		assertOrder(MESSAGES);
	}

	@Test
	void anAnswerThatBreaksOffIsNotTakenForWhole() {
		String text = "x".repeat(900_000);
		for (int i = 0; i < 5; i++) {
			assertThat(this.api
				.post("/api/sessions/" + this.id + "/messages/", "{\"role\":\"user\",\"content\":\"" + text + "\"}")
				.status()).isEqualTo(201);
		}
		ExperimentSession session = this.store
			.findOne(new Query(Criteria.where("session_id").is(this.id)), ExperimentSession.class)
			.orElseThrow();
		this.store.remove(new Query(Criteria.where("session")
			.is(session.id())
			.and("position")
			.gt(session.nextPosition() / 2)
			.lt(session.nextPosition())), MessageBatch.class);
		assertThatThrownBy(() -> this.api.get("/api/sessions/" + this.id + "/")).hasCauseInstanceOf(IOException.class);
	}

	@Test
	void aTranscriptTakesRoomForItsLargestStretchAndIsRefusedBeforeItsFirstByte() {
		String text = "x".repeat(200_000);
		for (int i = 0; i < 20; i++) {
			this.appender.append(this.id, List.of(new ExperimentMessageRequest("user", text, null, null, null)),
					new OperationId(this.ids.next()), Precondition.none());
		}
		ExperimentSession session = this.store
			.findOne(new Query(Criteria.where("session_id").is(this.id)), ExperimentSession.class)
			.orElseThrow();
		MemoryBudget memory = new MemoryBudget(8 << 20, Duration.ZERO);
		try (MemoryBudget.Reservation own = memory.acquire(0)) {
			assertThat(new Transcript(this.batches, session, memory)).toIterable().hasSize(20);
			assertThat(own.bytes()).isBetween(5L * 256_000, 5L * 500_000);
			own.grow(memory.free());
			try (MemoryBudget.Reservation other = memory.acquire(0)) {
				assertThatThrownBy(() -> new Transcript(this.batches, session, memory))
					.isInstanceOf(BusyException.class);
			}
		}
	}

	private String create() {
		return this.api.post("/api/sessions/", "{\"experiment\":\"" + Api.id("experiment") + "\"}")
			.json()
			.get("id")
			.asString();
	}

	private void append(String session, int from, int to, int perRequest) {
		for (int first = from; first < to; first += perRequest) {
			List<ExperimentMessageRequest> batch = IntStream.range(first, Math.min(first + perRequest, to))
				.mapToObj((n) -> new ExperimentMessageRequest("user", "message " + n, null, null, null))
				.toList();
			this.appender.append(session, batch, new OperationId(this.ids.next()), Precondition.none());
		}
	}

	private long nanosOfAppend(String session, int number) {
		long before = System.nanoTime();
		append(session, number, number + 1, 1);
		return System.nanoTime() - before;
	}

	private static long median(long[] nanos) {
		Arrays.sort(nanos);
		return nanos[nanos.length / 2];
	}

	/** Reads the answer as it comes, so that the test holds none of it either. */
	private void assertOrder(int expected) throws Exception {
		HttpRequest request = HttpRequest.newBuilder(URI.create(this.url)).timeout(Duration.ofSeconds(120)).build();
		HttpResponse<InputStream> response = HttpClient.newHttpClient()
			.send(request, HttpResponse.BodyHandlers.ofInputStream());
		assertThat(response.statusCode()).isEqualTo(200);
		int found = 0;
		try (JsonParser json = JsonMapper.shared().createParser(response.body())) {
			for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
				if (token == JsonToken.PROPERTY_NAME && json.currentName().equals("content")) {
					assertThat(json.nextStringValue()).isEqualTo("message " + found);
					found++;
				}
			}
		}
		assertThat(found).isEqualTo(expected);
	}

}
