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
		this.id = this.api.post("/api/sessions/", "{\"experiment\":\"" + Api.id("experiment") + "\"}")
			.json()
			.get("id")
			.asString();
		this.url = "http://127.0.0.1:" + port + "/api/sessions/" + this.id + "/";
	}

	@Test
	void holdsAHundredThousandMessagesAndAppendsAsFastAsAtTheStart() throws Exception {
		append(0, 1_000, 1);
		long start = medianOfAppends(1_000);
		int count = 1_000 + SAMPLES;
		append(count, MESSAGES - SAMPLES, 1_000);
		long end = medianOfAppends(MESSAGES - SAMPLES);
		assertThat(end).as("median nanoseconds of an append at the end").isLessThan(4 * start + 2_000_000);
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

	private void append(int from, int to, int perRequest) {
		for (int first = from; first < to; first += perRequest) {
			List<ExperimentMessageRequest> batch = IntStream.range(first, Math.min(first + perRequest, to))
				.mapToObj((n) -> new ExperimentMessageRequest("user", "message " + n, null, null, null))
				.toList();
			this.appender.append(this.id, batch, new OperationId(this.ids.next()), Precondition.none());
		}
	}

	private long medianOfAppends(int from) {
		long[] nanos = new long[SAMPLES];
		for (int i = 0; i < SAMPLES; i++) {
			long before = System.nanoTime();
			append(from + i, from + i + 1, 1);
			nanos[i] = System.nanoTime() - before;
		}
		Arrays.sort(nanos);
		return nanos[SAMPLES / 2];
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
