package io.parley.sessionmessage;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.parley.Api;
import io.parley.Api.Answer;
import io.parley.ParleyTest;
import io.parley.dispatch.OutboxSource;
import io.parley.dispatch.Relay;
import io.parley.store.EveryTeam;
import io.parley.store.SingleRun;
import io.parley.store.TeamTemplate;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Sessions whose time has passed. */
@ParleyTest
@Tag("black-box")
class SessionExpiryTest {

	private static final long PAST = 1700000000;

	private Api api;

	@Autowired
	private TeamTemplate store;

	@Autowired
	private EveryTeam everyTeam;

	@Autowired
	private Relay relay;

	@Autowired
	private OutboxSource sessionOutbox;

	@Autowired
	private SingleRun singleRun;

	@BeforeEach
	void setUp(@LocalServerPort int port) {
		this.api = new Api(port);
	}

	@Test
	void expiresWhatIsDueAndCountsIt() {
		// In the place of the sweep, which would expire them first.
		await().until(() -> this.singleRun.run("session-expiry", Duration.ofMillis(1), this::expireAndCount));
	}

	private void expireAndCount() {
		this.api.post("/sessions/expire", null);
		List<String> due = List.of(create(PAST), create(PAST), create(PAST));
		String later = create(Instant.now().getEpochSecond() + 3600);
		String never = create(0);
		assertThat(this.api.post("/sessions/expire", null).body())
			.isEqualTo("{\"status\":\"expiry_triggered\",\"expired\":3}");
		assertThat(this.api.post("/sessions/expire", null).body())
			.isEqualTo("{\"status\":\"expiry_triggered\",\"expired\":0}");
		assertThat(due).extracting(this::status).containsOnly("expired");
		assertThat(List.of(status(later), status(never))).containsOnly("pending");
	}

	@Test
	void theSweepExpiresWithoutBeingAsked() {
		String due = create(PAST);
		await().until(() -> status(due).equals("expired"));
		Answer session = this.api.get("/session/" + due);
		assertThat(session.json().at("/data/ended_at").isString()).isTrue();
	}

	@Test
	void instancesThatExpireAtOnceCountEachSessionOnce() throws Exception {
		TeamTemplate team = this.store.of(Api.id("team"));
		int sessions = 40;
		for (int i = 0; i < sessions; i++) {
			SessionMessageRequest request = new SessionMessageRequest("s" + i, null, null, null, null, PAST, null, null,
					null);
			team.insert(SessionMessage.create(request, new ObjectId(), team.team()));
		}
		ExecutorService instances = Executors.newFixedThreadPool(4);
		try {
			List<Callable<Long>> calls = new ArrayList<>();
			for (int i = 0; i < 4; i++) {
				calls.add(instance(team)::expire);
			}
			long counted = 0;
			for (Future<Long> call : instances.invokeAll(calls)) {
				counted += call.get();
			}
			assertThat(counted).isEqualTo(sessions);
			assertThat(team.count(new Query(Criteria.where("status").is("expired")), SessionMessage.class))
				.isEqualTo(sessions);
		}
		finally {
			instances.shutdownNow();
		}
	}

	private SessionExpiryService instance(TeamTemplate team) {
		return new SessionExpiryService(team, this.everyTeam, this.relay, this.sessionOutbox, Clock.systemUTC());
	}

	private String create(long expiryDate) {
		String id = Api.id("session");
		Answer created = this.api.post("/session",
				"{\"session_id\":\"%s\",\"expiry_date\":%d}".formatted(id, expiryDate));
		assertThat(created.status()).as(created.body()).isEqualTo(201);
		return id;
	}

	private String status(String id) {
		return this.api.get("/session/" + id).json().at("/data/status").asString();
	}

}
