package io.parley.idempotency;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

import io.parley.Api;
import io.parley.Api.Answer;
import io.parley.ParleyTest;
import io.parley.Secured;
import io.parley.store.CollectionIndexes;
import io.parley.store.TeamTemplate;
import org.bson.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

import static org.assertj.core.api.Assertions.assertThat;

/** A POST with an idempotency key does its work once. */
@ParleyTest
@Tag("black-box")
class IdempotencyTest {

	private final String key = Api.id("key");

	private final String id = Api.id("session");

	private Api api;

	@Autowired
	private TeamTemplate store;

	@Autowired
	private IdempotencyRecordRepository records;

	@BeforeEach
	void setUp(@LocalServerPort int port) {
		this.api = new Api(port);
	}

	@Test
	void theFirstAnswerComesAgain() {
		Answer first = create("{\"session_id\":\"%s\"}");
		Answer again = create("{\"session_id\":\"%s\"}");
		assertThat(first.status()).isEqualTo(201);
		assertThat(again.status()).isEqualTo(201);
		assertThat(again.body()).isEqualTo(first.body());
		assertThat(again.header("Location")).isEqualTo(first.header("Location"));
		assertThat(again.header("ETag")).isEqualTo(first.header("ETag"));
		assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
	}

	@Test
	void aRefusalIsTriedAnew() {
		this.api.post("/session", "{\"session_id\":\"%s\"}".formatted(this.id));
		assertThat(create("{\"session_id\":\"%s\"}").status()).isEqualTo(409);
		this.api.delete("/session/" + this.id);
		Answer again = create("{\"session_id\":\"%s\"}");
		assertThat(again.status()).isEqualTo(201);
		assertThat(again.header("Idempotency-Replayed")).isNull();
		assertThat(create("{\"session_id\":\"%s\"}").header("Idempotency-Replayed")).isEqualTo("true");
	}

	@Test
	void aRefusedRequestMayBeCorrectedUnderItsKey() {
		assertThat(create("{\"session_id\":\"%s\",\"statos\":\"x\"}").status()).isEqualTo(400);
		assertThat(create("{\"session_id\":\"%s\",\"status\":\"x\"}").status()).isEqualTo(201);
	}

	/** Work may have been done under it: only the same request may go on. */
	@Test
	void aRefusalOfARepetitionAfterACrashKeepsTheOperation() {
		create("{\"session_id\":\"%s\"}");
		forgetTheAnswer();
		Object operation = operation();
		this.api.delete("/session/" + this.id);
		this.api.post("/session", "{\"session_id\":\"%s\"}".formatted(this.id));
		assertThat(create("{\"session_id\":\"%s\"}").status()).isEqualTo(409);
		assertThat(operation()).isEqualTo(operation);
		assertThat(create("{\"session_id\":\"%s\",\"status\":\"x\"}").json().get("detail").asString())
			.contains("Idempotency-Key");
	}

	@Test
	void theStoreItselfRemovesWhatHasRunOut(@Autowired List<CollectionIndexes> declared) {
		assertThat(declared).filteredOn((indexes) -> indexes.collection().equals("idempotency_keys"))
			.flatExtracting(CollectionIndexes::indexes)
			.anySatisfy((index) -> {
				assertThat(index.getIndexKeys()).isEqualTo(new Document("created_at", 1));
				assertThat(index.getIndexOptions()).containsEntry("expireAfterSeconds", 24 * 3600L);
			});
	}

	@Test
	void whatReadsABodyOrRepeatsAnAnswerComesAfterAuthentication(@Autowired List<FilterRegistrationBean<?>> filters) {
		Map<String, Integer> order = filters.stream()
			.collect(Collectors.toMap((filter) -> filter.getFilter().getClass().getSimpleName(),
					FilterRegistrationBean::getOrder));
		int authentication = -100; // where Spring Boot puts Spring Security
		assertThat(order.get("BodyFilter")).isGreaterThan(authentication);
		assertThat(order.get("IdempotencyFilter")).isGreaterThan(order.get("BodyFilter"));
		assertThat(order.get("MalformedRequestFilter")).isLessThan(order.get("UrlHandlerFilter"));
		assertThat(order.get("UrlHandlerFilter")).isLessThan(authentication);
	}

	@Test
	void theSameKeyWithAnotherBodyOrPathIsAConflict() {
		create("{\"session_id\":\"%s\"}");
		Answer other = create("{\"session_id\":\"%s\",\"status\":\"x\"}");
		assertThat(other.status()).isEqualTo(409);
		assertThat(other.json().get("detail").asString()).contains("Idempotency-Key");
		assertThat(this.api.post("/sessions/expire", null, "Idempotency-Key", this.key).status()).isEqualTo(409);
	}

	@ParameterizedTest
	@ValueSource(strings = { " ", "x" })
	void theKeyHasOneTo256Characters(String part) {
		Answer answer = this.api.post("/session", "{}", "Idempotency-Key", part.isBlank() ? "" : part.repeat(257));
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.json().get("errors").propertyNames()).containsExactly("Idempotency-Key");
	}

	/** Its form has an id of its own. */
	@ParameterizedTest
	@ValueSource(strings = { "/console/deliveries/nothing/retry", "/console/experiment-sessions/nothing/end" })
	void aFormOfAPageNeedsNoKey(String path) {
		for (String key : new String[] { this.key, this.key, "", "x".repeat(257) }) {
			Answer answer = this.api.post(path, "state=dead", "Content-Type", "application/x-www-form-urlencoded",
					"Accept", "text/html", "Idempotency-Key", key);
			assertThat(answer.status()).as(answer.body()).isEqualTo(404);
			assertThat(answer.header("Idempotency-Replayed")).isNull();
		}
	}

	@Test
	void requestsAtTheSameMomentDoTheWorkOnce() throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(8);
		try {
			List<Callable<Answer>> calls = new ArrayList<>();
			for (int i = 0; i < 8; i++) {
				calls.add(() -> create("{\"session_id\":\"%s\"}"));
			}
			List<String> bodies = new ArrayList<>();
			for (Future<Answer> call : threads.invokeAll(calls)) {
				assertThat(call.get().status()).isEqualTo(201);
				bodies.add(call.get().body());
			}
			assertThat(bodies).containsOnly(bodies.get(0));
		}
		finally {
			threads.shutdownNow();
		}
	}

	@Test
	void aRepetitionAfterACrashFindsTheSessionThatWasCreated() {
		Answer first = create("{\"session_id\":\"%s\"}");
		forgetTheAnswer();
		Answer again = create("{\"session_id\":\"%s\"}");
		assertThat(again.status()).isEqualTo(201);
		assertThat(again.body()).isEqualTo(first.body());
	}

	@Test
	void aRepetitionAfterACrashDoesNotSendAgain() {
		this.api.post("/session", "{\"session_id\":\"%s\"}".formatted(this.id));
		String path = "/sessions/" + this.id + "/send_message";
		String message = "{\"channel_id\":\"c\",\"message\":\"m\"}";
		Answer first = this.api.post(path, message, "Idempotency-Key", this.key);
		String tag = this.api.get("/session/" + this.id).header("ETag");
		forgetTheAnswer();
		Answer again = this.api.post(path, message, "Idempotency-Key", this.key);
		assertThat(again.json().at("/details/message_id")).isEqualTo(first.json().at("/details/message_id"));
		assertThat(this.api.get("/session/" + this.id).header("ETag")).isEqualTo(tag);
	}

	@Test
	void aRepetitionAfterACrashFindsTheReplyThatWasTaken() {
		this.api.post("/session", "{\"session_id\":\"%s\"}".formatted(this.id));
		String reply = "{\"session_id\":\"%s\",\"response_data\":{\"a\":1}}".formatted(this.id);
		Answer first = this.api.post("/channels/response", reply, "Idempotency-Key", this.key);
		forgetTheAnswer();
		Answer again = this.api.post("/channels/response", reply, "Idempotency-Key", this.key);
		assertThat(first.status()).isEqualTo(200);
		assertThat(again.status()).isEqualTo(200);
		assertThat(again.body()).isEqualTo(first.body());
	}

	@Test
	void aKeyRunsOutAfterADay() {
		create("{\"session_id\":\"%s\"}");
		Update aged = Update.update("created_at", Instant.now().minusSeconds(25 * 3600));
		this.store.of("default").on("idempotency_keys").updateFirst(byKey(), aged, Document.class);
		assertThat(create("{\"session_id\":\"%s\"}").status()).isEqualTo(409);
		this.store.of("default").on("idempotency_keys").updateFirst(byKey(), aged, Document.class);
		this.records.removeOld();
		assertThat(this.store.of("default").on("idempotency_keys").findOne(byKey(), Document.class)).isEmpty();
	}

	/**
	 * Leaves the record of the key as a service does that is killed between the work and
	 * the answer.
	 */
	private void forgetTheAnswer() {
		Update killed = new Update().unset("status").unset("headers").unset("body").set("locked_until", Instant.EPOCH);
		assertThat(this.store.of("default").on("idempotency_keys").updateFirst(byKey(), killed, Document.class))
			.isOne();
	}

	private Object operation() {
		return this.store.of("default")
			.on("idempotency_keys")
			.findOne(byKey(), Document.class)
			.orElseThrow()
			.get("operation_id");
	}

	private Query byKey() {
		return new Query(Criteria.where("key").is(Secured.EVERYWHERE ? "admin\n" + this.key : this.key));
	}

	private Answer create(String body) {
		return this.api.post("/session", body.formatted(this.id), "Idempotency-Key", this.key);
	}

}
