package io.parley.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.parley.Api;
import io.parley.ParleyTest;
import io.parley.store.MemoryBudget.Reservation;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

/** A page of a list holds no more than its rows, its bytes and the memory allow. */
@ParleyTest
class KeyPageTest {

	private static final KeyOrder OLDEST = new KeyOrder("expiry_date", false);

	@Autowired
	private TeamTemplate templates;

	@Autowired
	private MemoryBudget budget;

	@Autowired
	private MongoOperations mongo;

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
		MemoryBudget small = new MemoryBudget(10 << 20, Duration.ofSeconds(5));
		KeyPageReader pages = new KeyPageReader(this.mongo, small,
				new StoreProperties(Duration.ofSeconds(10), DataSize.ofMegabytes(4), null, Duration.ofSeconds(5)));
		String team = Api.id("team");
		TeamTemplate store = new TeamTemplate(this.mongo, pages, new IndexStatus(List.of()),
				() -> Criteria.where("team").is(team), () -> team)
			.on("session_messages");
		for (int i = 0; i < 4; i++) {
			insert(store, i, 900_000);
		}
		try (Reservation request = small.acquire(0)) {
			// One of these needs about 7.2 MB; two are more than there is.
			KeyPage<Document> page = store.page(new Query(), OLDEST, 100, Document.class);
			assertThat(page.entries()).hasSize(1);
			assertThat(page.more()).isTrue();
			assertThat(request.bytes()).isBetween(7_100_000L, 7_400_000L);
		}
		assertThat(small.free()).isEqualTo(10 << 20);
	}

	@Test
	void countsTheLargestOfWhatARequestReadsOneByOne() {
		TeamTemplate store = team();
		ObjectId large = insert(store, 1, 900_000);
		ObjectId small = insert(store, 2, 10);
		try (Reservation request = this.budget.acquire(0)) {
			store.findOne(new Query(Criteria.where("_id").is(small)), Document.class);
			assertThat(request.bytes()).isZero();
			for (int i = 0; i < 3; i++) {
				store.findOne(new Query(Criteria.where("_id").is(large)), Document.class);
				assertThat(request.bytes()).isBetween(7_100_000L, 7_400_000L);
			}
		}
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
