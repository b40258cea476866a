package io.parley.store;

import java.util.ArrayList;
import java.util.List;

import io.parley.Api;
import io.parley.ParleyTest;
import io.parley.store.MemoryBudget.Reservation;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;

import static org.assertj.core.api.Assertions.assertThat;

/** A page of a list holds no more than its rows, its bytes and the memory allow. */
@ParleyTest
class KeyPageTest {

	private static final KeyOrder OLDEST = new KeyOrder("expiry_date", false);

	@Autowired
	private TeamTemplate templates;

	@Autowired
	private MemoryBudget budget;

	private TeamTemplate team() {
		return this.templates.of(Api.id("team")).on("session_messages");
	}

	@Test
	void goesThroughEqualValuesInEitherDirectionWithoutLossOrRepetition() {
		TeamTemplate store = team();
		List<ObjectId> all = new ArrayList<>();
		for (int i = 0; i < 25; i++) {
			all.add(insert(store, i / 10, 10));
		}
		assertThat(walk(store, OLDEST, 4)).isEqualTo(all);
		List<ObjectId> backwards = new ArrayList<>(all);
		java.util.Collections.reverse(backwards);
		assertThat(walk(store, OLDEST.reversed(), 7)).isEqualTo(backwards);
	}

	@Test
	void endsAPageByBytesAndSaysThatThereIsMore() {
		TeamTemplate store = team();
		for (int i = 0; i < 12; i++) {
			insert(store, i, 900_000);
		}
		KeyPage<Document> page = store.page(new Query(), OLDEST, 100, Document.class);
		assertThat(page.entries()).hasSize(4);
		assertThat(page.more()).isTrue();
		assertThat(walk(store, OLDEST, 100)).hasSize(12);
	}

	@Test
	void givesAnEntryThatIsLargerThanAPage() {
		TeamTemplate store = team();
		insert(store, 1, 6_000_000);
		insert(store, 2, 10);
		assertThat(store.page(new Query(), OLDEST, 2, Document.class)).satisfies((page) -> {
			assertThat(page.entries()).hasSize(1);
			assertThat(page.more()).isTrue();
		});
	}

	@Test
	void readsOnlyTheFieldsThatWereAskedFor() {
		TeamTemplate store = team();
		for (int i = 0; i < 8; i++) {
			insert(store, i, 900_000);
		}
		Query query = new Query();
		query.fields().exclude("message_data");
		KeyPage<Document> page = store.page(query, OLDEST, 8, Document.class);
		assertThat(page.entries()).hasSize(8).noneMatch((entry) -> entry.containsKey("message_data"));
		assertThat(page.more()).isFalse();
	}

	@Test
	void shortensAPageWhereMemoryIsShortAndHoldsWhatItReadUntilTheRequestEnds() {
		TeamTemplate store = team();
		for (int i = 0; i < 4; i++) {
			insert(store, i, 900_000);
		}
		long all = this.budget.free();
		try (Reservation others = this.budget.acquire(all - (2 << 20)); Reservation request = this.budget.acquire(0)) {
			// One of these needs about 4.5 MB, more than is free: it waits for the
			// others.
			others.shrink(4 << 20);
			KeyPage<Document> page = store.page(new Query(), OLDEST, 100, Document.class);
			assertThat(page.entries()).hasSize(1);
			assertThat(page.more()).isTrue();
			assertThat(request.bytes()).isBetween(4_400_000L, 4_700_000L);
		}
		assertThat(this.budget.free()).isEqualTo(all);
	}

	private static ObjectId insert(TeamTemplate store, long expiryDate, int bytes) {
		ObjectId id = new ObjectId();
		store.insert(new Document("_id", id).append("session_id", id.toHexString())
			.append("expiry_date", expiryDate)
			.append("message_data", "x".repeat(bytes)));
		return id;
	}

	private static List<ObjectId> walk(TeamTemplate store, KeyOrder order, int limit) {
		List<ObjectId> seen = new ArrayList<>();
		KeyPage<Document> page = store.page(new Query(), order, limit, Document.class);
		while (true) {
			page.entries().forEach((entry) -> seen.add(entry.getObjectId("_id")));
			if (!page.more()) {
				return seen;
			}
			Document last = page.entries().get(page.entries().size() - 1);
			Criteria rest = order.after(last.get(order.field()), last.getObjectId("_id"));
			page = store.page(new Query(rest), order, limit, Document.class);
		}
	}

}
