package io.parley.dispatch;

import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import io.parley.store.EveryTeam;
import io.parley.store.TeamTemplate;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.data.mongodb.core.query.Query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

/** Whether a sweep is told that it may find more, and so goes on without a pause. */
class OutboxStoreTest {

	private static final OutboxSource SOURCE = OutboxSource.of("c");

	private final EveryTeam everyTeam = mock();

	private final TeamTemplate stored = mock();

	private final Leases leases = new Leases();

	private final OutboxStore outboxes = new OutboxStore(this.everyTeam, this.leases, Clock.systemUTC());

	private List<ObjectId> pending = List.of();

	@BeforeEach
	void setUp() {
		when(this.everyTeam.ownedOrDeleted()).thenReturn(this.stored);
		when(this.stored.on("c")).thenReturn(this.stored);
		when(this.stored.find(any(), eq(Document.class))).thenAnswer((call) -> this.pending.stream()
			.limit(call.getArgument(0, Query.class).getLimit())
			.map(OutboxStoreTest::document)
			.toList());
	}

	@Test
	void thereIsNoMoreWhereAllIsLeased() {
		this.pending = ids(OutboxStore.PAGE + 100);
		this.leases.ids.addAll(this.pending);
		OutboxStore.Lease lease = lease();
		assertThat(lease.ids()).isEmpty();
		assertThat(lease.more()).isFalse();
	}

	@Test
	void thereIsMoreBehindAPageOfWhichSomethingWasFree() {
		this.pending = ids(OutboxStore.PAGE + 100);
		this.leases.ids.addAll(this.pending.subList(1, OutboxStore.PAGE));
		OutboxStore.Lease lease = lease();
		assertThat(lease.ids()).containsExactly(this.pending.get(0));
		assertThat(lease.more()).isTrue();
	}

	@Test
	void thereIsNoMoreBehindTheLastThatIsFree() {
		this.pending = ids(OutboxStore.PAGE + 100);
		this.leases.ids.addAll(this.pending.subList(0, OutboxStore.PAGE));
		OutboxStore.Lease lease = lease();
		assertThat(lease.ids()).isEqualTo(this.pending.subList(OutboxStore.PAGE, OutboxStore.PAGE + 100));
		assertThat(lease.more()).isFalse();
	}

	private OutboxStore.Lease lease() {
		return this.outboxes.lease(SOURCE, Instant.EPOCH, Instant.now(), false);
	}

	private static List<ObjectId> ids(int count) {
		return Stream.generate(ObjectId::new).limit(count).toList();
	}

	/** All have had their event since the same time, as after a bulk statement. */
	private static Document document(ObjectId id) {
		return new Document("_id", id).append("outbox", List.of(new Document("at", Date.from(Instant.EPOCH))));
	}

	/** Others have some documents; nobody is in the way. */
	private static final class Leases extends OutboxLeases {

		private final Set<ObjectId> ids = new HashSet<>();

		Leases() {
			super(null, null);
		}

		@Override
		Leased leased(OutboxSource source) {
			return new Leased(this.ids, 1, Instant.now());
		}

		@Override
		Optional<Instant> lease(OutboxSource source, Leased before, List<ObjectId> documents) {
			return Optional.of(Instant.MAX);
		}

	}

}
