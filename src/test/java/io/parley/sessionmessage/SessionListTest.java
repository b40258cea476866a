package io.parley.sessionmessage;

import java.util.ArrayList;
import java.util.List;

import io.parley.Api;
import io.parley.ParleyTest;
import io.parley.sessionmessage.SessionSelection.Order;
import io.parley.sessionmessage.SessionSelection.State;
import io.parley.web.Caller;
import io.parley.web.OnBehalf;
import io.parley.web.ProblemException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Lists of sessions for who looks after them. Each query is held against the indexes, as
 * all of the suite's are.
 */
@ParleyTest
class SessionListTest {

	private static final long LATER = 4000000000L;

	private final String subject = Api.id("subject");

	private final String channel = Api.id("channel");

	@Autowired
	private SessionMessages sessions;

	@Autowired
	private OnBehalf onBehalf;

	private Api api;

	@BeforeEach
	void setUp(@LocalServerPort int port) {
		this.api = new Api(port);
	}

	@Test
	void showsWhatIsOpenInTheOrderAskedFor() {
		String first = create("\"expiry_date\":" + (LATER + 9));
		String second = create("\"expiry_date\":" + (LATER + 1) + ",\"status\":\"sent\"");
		String never = create("\"status\":\"pending\"");
		String ended = create("\"status\":\"validated\"");
		assertThat(ids(State.OPEN, null, Order.OLDEST)).containsExactly(first, second, never);
		assertThat(ids(State.OPEN, null, Order.NEWEST)).containsExactly(never, second, first);
		assertThat(ids(State.OPEN, null, Order.EXPIRING)).containsExactly(second, first);
		assertThat(ids(State.ENDED, null, Order.NEWEST)).containsExactly(ended);
		assertThat(ids(State.ANY, null, Order.OLDEST)).containsExactly(first, second, never, ended);
		assertThat(ids(State.OPEN, "sent", Order.OLDEST)).containsExactly(second);
		assertThat(ids(State.OPEN, "sent", Order.EXPIRING)).containsExactly(second);
		assertThat(ids(State.ANY, "validated", Order.OLDEST)).containsExactly(ended);
		assertThat(ids(State.OPEN, "validated", Order.OLDEST)).isEmpty();
	}

	@Test
	void everyCombinationOfFiltersHasAnIndex() {
		String open = create("\"status\":\"sent\",\"expiry_date\":" + LATER);
		String ended = create("\"status\":\"Failed\"");
		for (Order order : Order.values()) {
			for (State state : (order == Order.EXPIRING) ? new State[] { State.OPEN } : State.values()) {
				for (String status : new String[] { null, "sent", "Failed" }) {
					for (int with = 0; with < 4; with++) {
						SessionSelection selection = new SessionSelection(state, status,
								((with & 1) != 0) ? this.subject : null, ((with & 2) != 0) ? this.channel : null, order,
								200, null);
						List<String> listed = list(selection);
						if (with > 0) {
							assertThat(listed.contains(open)).as(selection.toString())
								.isEqualTo(state != State.ENDED && !"Failed".equals(status));
							assertThat(listed.contains(ended)).as(selection.toString())
								.isEqualTo(state != State.OPEN && !"sent".equals(status));
						}
					}
				}
			}
		}
	}

	@Test
	void followingTheCursorSeesEachOnceInOrder() {
		for (Order order : Order.values()) {
			List<String> all = new ArrayList<>();
			String cursor = null;
			List<String> created = new ArrayList<>();
			if (order == Order.NEWEST) {
				for (int i = 0; i < 7; i++) {
					created.add(create("\"expiry_date\":" + (LATER + i / 3)));
				}
			}
			do {
				SessionList page = page(new SessionSelection(State.OPEN, null, this.subject, null, order, 2, cursor));
				page.sessions().forEach((session) -> all.add(session.sessionId()));
				cursor = page.nextCursor();
			}
			while (cursor != null);
			assertThat(all).doesNotHaveDuplicates().hasSize(7);
			assertThat(all).isEqualTo(ids(State.OPEN, null, order));
		}
	}

	@Test
	void refusesACursorOfAnotherOrder() {
		create("\"status\":\"sent\"");
		create("\"status\":\"sent\"");
		String cursor = page(new SessionSelection(State.OPEN, null, this.subject, null, Order.NEWEST, 1, null))
			.nextCursor();
		assertThatExceptionOfType(ProblemException.class)
			.isThrownBy(() -> page(new SessionSelection(State.OPEN, null, this.subject, null, Order.OLDEST, 1, cursor)))
			.withMessageContaining("cursor must be taken unchanged");
	}

	@Test
	void whatHasEndedIsNeitherRejectedNorExpired() {
		String open = create("\"status\":\"sent\"");
		String other = create("\"status\":\"sent\"");
		String ended = create("\"status\":\"validated\"");
		as(() -> this.sessions.reject(open));
		as(() -> this.sessions.expire(other));
		assertThat(this.api.get("/session/" + open).json().at("/data/status").asString()).isEqualTo("FAILED");
		assertThat(this.api.get("/session/" + other).json().at("/data/status").asString()).isEqualTo("expired");
		for (String session : List.of(open, other, ended)) {
			assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> as(() -> this.sessions.reject(session)))
				.withMessageContaining("has ended");
			assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> as(() -> this.sessions.expire(session)))
				.withMessageContaining("has ended");
		}
	}

	private List<String> ids(State state, String status, Order order) {
		return list(new SessionSelection(state, status, this.subject, null, order, 50, null));
	}

	private List<String> list(SessionSelection selection) {
		return page(selection).sessions().stream().map(SessionSummary::sessionId).toList();
	}

	private SessionList page(SessionSelection selection) {
		return this.onBehalf.of(Caller.ANYONE, () -> this.sessions.list(selection));
	}

	private void as(Runnable work) {
		this.onBehalf.of(Caller.ANYONE, () -> {
			work.run();
			return null;
		});
	}

	private String create(String fields) {
		String id = Api.id("s");
		assertThat(this.api
			.post("/session",
					"{\"session_id\":\"%s\",\"subject_id\":\"%s\",\"reception_channel_id\":\"%s\",%s}".formatted(id,
							this.subject, this.channel, fields))
			.status()).isEqualTo(201);
		return id;
	}

}
