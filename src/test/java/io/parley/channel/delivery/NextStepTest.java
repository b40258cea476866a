package io.parley.channel.delivery;

import java.time.Duration;
import java.time.Instant;

import io.parley.channel.delivery.Delivery.Watch;
import io.parley.channel.delivery.NextStep.Step;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What a message of the stream leads to, as its delivery stands. */
class NextStepTest {

	private static final Duration ACK_WAIT = Duration.ofSeconds(30);

	private static final Instant NOW = Instant.parse("2026-01-31T09:30:00Z");

	private static final String US = "us";

	private static Delivery delivery(DeliveryState state, Instant next, String carrier, Long sequence, String by,
			Long deliveries) {
		ObjectId id = new ObjectId();
		return new Delivery(id, "default", "s", new ObjectId(), "u", "c", new ObjectId(), "webhook", "ASK", null, null,
				true, state.text(), 1, null, null, NOW, next, null, null, null, carrier, sequence, by, deliveries, null,
				NOW, 1, null);
	}

	private static NextStep next(Delivery delivery, String carrier, long sequence, long deliveries) {
		return NextStep.of(delivery, carrier, sequence, deliveries, US, ACK_WAIT, NOW);
	}

	@Test
	void whatHasEndedIsDone() {
		assertThat(next(delivery(DeliveryState.DELIVERED, null, null, 7L, "a", 1L), null, 7, 2).step())
			.isEqualTo(Step.DONE);
		assertThat(next(delivery(DeliveryState.DEAD, null, null, 7L, "a", 1L), null, 7, 2).step()).isEqualTo(Step.DONE);
	}

	@Test
	void onlyTheMessageThatCarriesADeliveryCounts() {
		Delivery first = delivery(DeliveryState.PENDING, NOW, null, 7L, null, null);
		assertThat(next(first, null, 8, 1).step()).isEqualTo(Step.DONE);
		assertThat(next(first, null, 7, 1).step()).isEqualTo(Step.BEGIN);
		Delivery again = delivery(DeliveryState.PENDING, NOW, "again", null, null, null);
		assertThat(next(again, null, 7, 1).step()).isEqualTo(Step.DONE);
		assertThat(next(again, "before", 7, 1).step()).isEqualTo(Step.DONE);
		assertThat(next(again, "again", 9, 1).step()).isEqualTo(Step.BEGIN);
	}

	@Test
	void waitsForTheNextAttempt() {
		NextStep next = next(delivery(DeliveryState.PENDING, NOW.plusSeconds(9), null, 7L, "a", 1L), null, 7, 2);
		assertThat(next).isEqualTo(new NextStep(Step.WAIT, Duration.ofSeconds(9)));
		assertThat(next(delivery(DeliveryState.PENDING, NOW.plusMillis(30), null, 7L, "a", 1L), null, 7, 2).step())
			.isEqualTo(Step.BEGIN);
	}

	/** Written by an instance whose clock is a minute ahead of ours. */
	@Test
	void aClockThatIsAheadDelaysNothing() {
		Delivery failed = failed(NOW.plusSeconds(60), Duration.ofMillis(200));
		assertThat(next(failed, null, 7, 2).step()).isEqualTo(Step.BEGIN);
		assertThat(next(failed, null, 7, 1)).isEqualTo(new NextStep(Step.WAIT, Duration.ofMillis(200)));
		assertThat(MessageOrder.pause(failed, 1, NOW)).isEqualTo(Duration.ofMillis(300));
	}

	private static Delivery failed(Instant at, Duration pause) {
		return new Delivery(new ObjectId(), "default", "s", new ObjectId(), "u", "c", new ObjectId(), "webhook", "ASK",
				null, null, true, "pending", 1, null, null, at, at.plus(pause), null, null, null, null, 7L, "other", 1L,
				null, at, 1, null);
	}

	@Test
	void aMessageThatWasNeverTriedIsDueWhateverTheClockSays() {
		ObjectId id = new ObjectId();
		Delivery fresh = new Delivery(id, "default", "s", new ObjectId(), "u", "c", new ObjectId(), "webhook", "ASK",
				null, null, true, "pending", 0, null, null, NOW.plusSeconds(60), NOW.plusSeconds(60), null, null, null,
				null, null, null, null, null, NOW, 0, null);
		assertThat(next(fresh, null, 7, 1).step()).isEqualTo(Step.BEGIN);
		assertThat(MessageOrder.pause(fresh, 1, NOW)).isEqualTo(Duration.ofMillis(100));
	}

	private static Delivery claimed(Watch watched) {
		return new Delivery(new ObjectId(), "default", "s", new ObjectId(), "u", "c", new ObjectId(), "webhook", "ASK",
				null, null, true, "delivering", 1, null, null, NOW, null, null, null, null, null, 7L, "other", 2L,
				watched, NOW, 1, null);
	}

	@Test
	void thatTheStreamHandsAMessageOutAgainIsNoProofThatAnAttemptOfAnotherIsOver() {
		for (long deliveries : new long[] { 1, 2, 3, 100 }) {
			assertThat(next(claimed(null), null, 7, deliveries)).isEqualTo(new NextStep(Step.WATCH, ACK_WAIT));
		}
	}

	@Test
	void anAttemptOfAnotherIsTakenOverOnceTheMessageComesAgainAfterTheAckWaitOfWhoTookNote() {
		Watch before = new Watch(3, NOW.minus(ACK_WAIT));
		assertThat(next(claimed(before), null, 7, 4).step()).isEqualTo(Step.BEGIN);
		assertThat(next(claimed(before), null, 7, 3)).isEqualTo(new NextStep(Step.WATCH, ACK_WAIT));
		assertThat(next(claimed(before), null, 7, 1)).isEqualTo(new NextStep(Step.WATCH, ACK_WAIT));
	}

	@Test
	void whatComesAgainTooSoonAfterTheNoteIsPutOffOnceMore() {
		assertThat(next(claimed(new Watch(3, NOW.minusSeconds(2))), null, 7, 4))
			.isEqualTo(new NextStep(Step.WATCH, ACK_WAIT));
	}

	/** The stream alone decides where the clocks cannot both be right. */
	@Test
	void aNoteOfAClockThatIsAheadCounts() {
		assertThat(next(claimed(new Watch(3, NOW.plusSeconds(60))), null, 7, 4).step()).isEqualTo(Step.BEGIN);
	}

	@Test
	void anAttemptThatThisProcessClaimedAndLeftIsResumed() {
		assertThat(next(delivery(DeliveryState.DELIVERING, NOW, null, 7L, US, 1L), null, 7, 1).step())
			.isEqualTo(Step.RESUME);
	}

	@Test
	void aMessageWaitsForTheNextAttemptOfTheOneBeforeElseAQuarterLongerEachTime() {
		Delivery before = delivery(DeliveryState.PENDING, NOW.plusSeconds(60), null, 7L, "a", 1L);
		assertThat(MessageOrder.holdsUp(before)).isTrue();
		assertThat(MessageOrder.pause(before, 1, NOW)).isEqualTo(Duration.ofMillis(60_100));
		assertThat(MessageOrder.pause(null, 2, NOW)).isEqualTo(Duration.ofMillis(125));
		assertThat(MessageOrder.pause(null, 0, NOW)).isEqualTo(Duration.ofMillis(100));
		assertThat(MessageOrder.pause(null, 5000, NOW)).isEqualTo(Duration.ofSeconds(30));
		assertThat(MessageOrder.holdsUp(delivery(DeliveryState.DEAD, null, null, 7L, "a", 1L))).isFalse();
	}

}
