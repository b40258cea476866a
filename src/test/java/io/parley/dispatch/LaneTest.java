package io.parley.dispatch;

import java.time.Instant;
import java.util.List;

import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What of a document's events may be taken out of its outbox, and when. */
class LaneTest {

	private final OutboxEvent event = new OutboxEvent("e", Instant.EPOCH, List.of("parley.t.s"), "reply", "{}", "me");

	private final OutboxEvent later = new OutboxEvent("f", Instant.EPOCH, List.of("parley.t.s"), null, "{}", null);

	private final Lane lane = lane();

	private Lane lane() {
		OutboxOwner document = new OutboxOwner() {

			@Override
			public ObjectId id() {
				return new ObjectId();
			}

			@Override
			public String team() {
				return "t";
			}

			@Override
			public List<OutboxEvent> outbox() {
				return List.of();
			}

		};
		return new Lane(OutboxSource.of("c"), OutboxStore.Pending.of(document, List.of()));
	}

	@Test
	void anEventThatTheStreamHasIsKeptUntilItWasOnItsCoreSubject() {
		underWay();
		this.lane.confirm(this.event, true);
		assertThat(this.lane.takeRemoval().confirmed()).isEmpty();
		assertThat(this.lane.isIdle()).isFalse();
		assertThat(this.lane.confirmation("e")).isCompletedWithValue(true);
		this.lane.coreEnded("e", true);
		assertThat(this.lane.takeRemoval().confirmed()).containsExactly("e");
	}

	@Test
	void anEventThatMayNotHaveBeenOnItsCoreSubjectStaysAndComesAgain() {
		underWay();
		this.lane.confirm(this.event, true);
		this.lane.coreEnded("e", false);
		assertThat(this.lane.takeRemoval().confirmed()).isEmpty();
		assertThat(this.lane.isIdle()).isTrue();
		assertThat(this.lane.add(List.of(this.event), true)).containsExactly(this.event);
	}

	@Test
	void anEventThatWasOnItsCoreSubjectFirstIsMarkedSo() {
		underWay();
		this.lane.coreEnded("e", true);
		assertThat(this.lane.takeRemoval().onCore()).containsExactly("e");
		this.lane.confirm(this.event, true);
		assertThat(this.lane.takeRemoval().confirmed()).containsExactly("e");
	}

	@Test
	void aParkedEventIsNeverSaidToBeConfirmed() {
		underWay();
		this.lane.coreEnded("e", false);
		this.lane.park(this.event, null);
		OutboxRemoval removal = this.lane.takeRemoval();
		assertThat(removal.parked()).containsOnlyKeys(this.event);
		assertThat(this.lane.confirmation("e")).isCompletedWithValue(false);
		this.lane.removed(removal);
		assertThat(this.lane.isIdle()).isTrue();
	}

	@Test
	void oneEventAtATimeIsUnderWayInOrder() {
		assertThat(this.lane.add(List.of(this.event, this.later), false)).hasSize(2);
		assertThat(this.lane.add(List.of(this.event, this.later), false)).isEmpty();
		assertThat(this.lane.begin().event()).isEqualTo(this.event);
		assertThat(this.lane.next()).isNull();
		this.lane.done();
		assertThat(this.lane.next()).isEqualTo(this.later);
	}

	private void underWay() {
		this.lane.add(List.of(this.event), false);
		this.lane.begin();
		this.lane.coreBegun("e");
		this.lane.done();
	}

}
