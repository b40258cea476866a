package io.parley.sessionmessage;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.parley.store.JsonObject;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What a session remembers of what went out and came back. */
class SessionTrailTest {

	private static final ObjectId CHANNEL = new ObjectId();

	private final SessionTrail none = SessionTrail.of(null);

	@Test
	void eachMessageToAChannelNamesTheOneBeforeIt() {
		ObjectId first = new ObjectId();
		ObjectId second = new ObjectId();
		LastMessage one = this.none.next("a", first, CHANNEL);
		assertThat(one).isEqualTo(new LastMessage("a", first, null, CHANNEL));
		SessionTrail trail = messages(this.none.with(one));
		trail = messages(trail.with(trail.next("b", new ObjectId(), CHANNEL)));
		LastMessage two = trail.next("a", second, CHANNEL);
		assertThat(two).isEqualTo(new LastMessage("a", second, first, CHANNEL));
		trail = messages(trail.with(two));
		assertThat(trail.lastMessages()).hasSize(2).last().isEqualTo(two);
		assertThat(trail.lastChannel()).contains("a");
	}

	@Test
	void aMessageToAChannelThatWasMadeAnewWaitsForNoneToTheOneBefore() {
		SessionTrail trail = messages(this.none.with(this.none.next("a", new ObjectId(), CHANNEL)));
		ObjectId anew = new ObjectId();
		ObjectId first = new ObjectId();
		LastMessage one = trail.next("a", first, anew);
		assertThat(one).isEqualTo(new LastMessage("a", first, null, anew));
		trail = messages(trail.with(one));
		assertThat(trail.next("a", new ObjectId(), anew).previousId()).isEqualTo(first);
	}

	@Test
	void aMessageThatAWorkerBringsIsNoneThatALaterOneWaitsFor() {
		ObjectId delivered = new ObjectId();
		SessionTrail trail = messages(this.none.with(this.none.next("a", delivered, CHANNEL)));
		trail = messages(trail.with(trail.next("b", new ObjectId(), null)));
		assertThat(trail.lastMessages()).last().isEqualTo(new LastMessage("b", null, null, null));
		ObjectId outside = new ObjectId();
		LastMessage brought = trail.next("a", outside, null);
		assertThat(brought.delivers(outside)).isFalse();
		trail = messages(trail.with(brought));
		assertThat(trail.lastChannel()).contains("a");
		assertThat(trail.next("a", new ObjectId(), CHANNEL).previousId()).isEqualTo(delivered);
	}

	@Test
	void thirtyTwoChannelsAttemptsAndAnswersAreKept() {
		SessionTrail trail = this.none;
		for (int i = 0; i < 40; i++) {
			ReplyAnswer answer = new ReplyAnswer(new ObjectId(), "r" + i, "sent", JsonObject.empty(), 1);
			trail = new SessionTrail(null, null, trail.with(attempt("x")), trail.with(answer),
					trail.with(new LastMessage("c" + i, null, null, null)));
		}
		assertThat(trail.attempts()).hasSize(32);
		assertThat(trail.lastMessages()).hasSize(32).last().isEqualTo(new LastMessage("c39", null, null, null));
		assertThat(trail.answer(new ObjectId(), "r7")).isEmpty();
		assertThat(trail.answer(new ObjectId(), "r8")).isPresent();
		assertThat(trail.answer(new ObjectId(), null)).isEmpty();
	}

	@Test
	void largeAttemptsMakeRoomForTheLatest() {
		SessionTrail trail = this.none;
		for (int i = 0; i < 5; i++) {
			trail = attempts(trail.with(attempt("x".repeat(900_000))));
		}
		assertThat(trail.attempts()).hasSize(2);
		ReplyAttempt largest = attempt("x".repeat(3 << 20));
		assertThat(trail.with(largest)).containsExactly(largest);
	}

	private static SessionTrail messages(List<LastMessage> lastMessages) {
		return new SessionTrail(null, null, null, null, lastMessages);
	}

	private static SessionTrail attempts(List<ReplyAttempt> attempts) {
		return new SessionTrail(null, null, attempts, null, null);
	}

	private static ReplyAttempt attempt(String text) {
		return new ReplyAttempt(Instant.EPOCH, JsonObject.of(Map.of("t", text)), JsonObject.empty(), null);
	}

}
