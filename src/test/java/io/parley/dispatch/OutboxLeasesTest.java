package io.parley.dispatch;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;

import io.parley.Api;
import io.parley.ParleyTest;
import io.parley.store.TeamTemplate;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;

import static org.assertj.core.api.Assertions.assertThat;

/** Who has which documents for itself, and until when. */
@ParleyTest
class OutboxLeasesTest {

	private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

	private final OutboxSource source = OutboxSource.of(Api.id("source"));

	private final List<ObjectId> ids = List.of(new ObjectId(), new ObjectId());

	@Autowired
	private TeamTemplate store;

	private OutboxLeases one;

	private OutboxLeases other;

	private Instant now = NOW;

	@BeforeEach
	void setUp() {
		this.one = instance();
		this.other = instance();
	}

	private OutboxLeases instance() {
		InstantSource clock = () -> this.now;
		return new OutboxLeases(this.store, clock.withZone(ZoneOffset.UTC));
	}

	@Test
	void whoeverReadBeforeAnotherLeasedCannotLease() {
		OutboxLeases.Leased before = this.other.leased(this.source);
		assertThat(this.one.lease(this.source, this.one.leased(this.source), this.ids)).contains(NOW.plusSeconds(30));
		assertThat(this.other.lease(this.source, before, this.ids)).isEmpty();
		assertThat(this.other.leased(this.source).ids()).containsExactlyInAnyOrderElementsOf(this.ids);
		assertThat(this.other.lease(this.source, this.other.leased(this.source), List.of(new ObjectId()))).isPresent();
	}

	@Test
	void whoeverReadBeforeManyLeasesThatHaveEndedCannotLease() {
		OutboxLeases.Leased before = this.other.leased(this.source);
		for (int i = 0; i < 22; i++) {
			this.one.lease(this.source, this.one.leased(this.source), this.ids);
			this.one.release(this.source, this.ids);
		}
		assertThat(this.other.lease(this.source, before, this.ids)).isEmpty();
		assertThat(this.other.lease(this.source, this.other.leased(this.source), this.ids)).isPresent();
	}

	@Test
	void whoeverReadHalfAMinuteAgoHasToReadAgain() {
		OutboxLeases.Leased before = this.other.leased(this.source);
		this.now = NOW.plusSeconds(30);
		assertThat(this.other.lease(this.source, before, this.ids)).isEmpty();
		assertThat(this.other.lease(this.source, this.other.leased(this.source), this.ids)).isPresent();
	}

	@Test
	void whatWasLeasedIsAnybodysWhenAllOfItIsReleased() {
		this.one.lease(this.source, this.one.leased(this.source), this.ids);
		this.one.release(this.source, this.ids.subList(0, 1));
		assertThat(this.other.leased(this.source).ids()).hasSize(2);
		this.other.release(this.source, this.ids);
		assertThat(this.other.leased(this.source).ids()).hasSize(2);
		this.one.release(this.source, this.ids);
		assertThat(this.other.leased(this.source).ids()).isEmpty();
	}

	@Test
	void whatADeadInstanceLeasedIsAnybodysThirtySecondsLater() {
		this.one.lease(this.source, this.one.leased(this.source), this.ids);
		this.now = NOW.plusSeconds(29);
		assertThat(this.other.leased(this.source).ids()).hasSize(2);
		this.now = NOW.plusSeconds(30);
		assertThat(this.other.leased(this.source).ids()).isEmpty();
	}

	@Test
	void anInstanceForgetsALeaseThatIsOver() {
		this.one.lease(this.source, this.one.leased(this.source), this.ids);
		this.now = NOW.plusSeconds(31);
		this.one.lease(this.source, this.one.leased(this.source), List.of(new ObjectId()));
		this.one.release(this.source, this.ids);
		assertThat(stored()).filteredOn("number", 1L)
			.singleElement()
			.extracting((lease) -> lease.getList("ids", ObjectId.class))
			.isEqualTo(this.ids);
	}

	@Test
	void noNumberComesTwiceAndLittleIsKept() {
		for (int i = 0; i < 25; i++) {
			OutboxLeases.Leased before = this.one.leased(this.source);
			assertThat(before.number()).isEqualTo(i);
			assertThat(this.one.lease(this.source, before, this.ids)).isPresent();
			this.one.release(this.source, this.ids);
		}
		this.now = NOW.plusSeconds(59);
		assertThat(this.other.leased(this.source).number()).isEqualTo(25);
		assertThat(stored()).hasSize(25);
		this.now = NOW.plusSeconds(60);
		assertThat(this.other.leased(this.source).number()).isEqualTo(25);
		assertThat(stored()).singleElement().extracting("number").isEqualTo(25L);
	}

	private List<Document> stored() {
		return this.store.of(TeamTemplate.DELETED)
			.on(OutboxLeases.COLLECTION)
			.find(new Query(Criteria.where("source").is(this.source.collection())), Document.class);
	}

}
