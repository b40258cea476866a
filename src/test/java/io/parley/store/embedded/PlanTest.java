package io.parley.store.embedded;

import java.util.List;

import de.bwaldvogel.mongo.bson.Document;
import org.h2.mvstore.MVMap;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PlanTest {

	private static final String TEAM = KeyText.of("a");

	@Test
	void readsBetweenBothBoundsOfAField() {
		assertThat(interval(true, new Document("$gte", 3).append("$lt", 7)))
			.isEqualTo(new Plan.Interval(TEAM + KeyText.of(3), TEAM + KeyText.of(7) + KeyText.END));
	}

	@Test
	void readsFromOneBoundOfAFieldWithArrays() {
		String end = TEAM + KeyText.endOfType(3);
		assertThat(interval(false, new Document("$gte", 3).append("$lt", 7)))
			.isEqualTo(new Plan.Interval(TEAM + KeyText.of(3), end));
		assertThat(interval(false, new Document("$gt", 3))).isEqualTo(new Plan.Interval(TEAM + KeyText.of(3), end));
		assertThat(interval(false, new Document("$lt", 7)))
			.isEqualTo(new Plan.Interval(TEAM + KeyText.of(7).charAt(0), TEAM + KeyText.of(7) + KeyText.END));
	}

	@Test
	void readsADocumentOfAFieldWithArraysOnce() {
		Document query = new Document("team", "a").append("at", new Document("$gte", 3));
		assertThat(Plan.best(List.of(new Index(false)), query, null, 0)).map(Plan::repeats).contains(true);
		assertThat(Plan.best(List.of(new Index(true)), query, null, 0)).map(Plan::repeats).contains(false);
	}

	private static Plan.Interval interval(boolean isOrdered, Document range) {
		Document query = new Document("team", "a").append("at", range);
		return Plan.best(List.of(new Index(isOrdered)), query, null, 0).orElseThrow().intervals().get(0);
	}

	/**
	 * An index of {@code team} and {@code at}.
	 *
	 * @param isOrderedByTime whether none of its documents has an array there
	 */
	private record Index(boolean isOrderedByTime) implements Searchable {

		@Override
		public List<String> fields() {
			return List.of("team", "at");
		}

		@Override
		public boolean isOrdered(int field) {
			return field == 0 || this.isOrderedByTime;
		}

		@Override
		public MVMap<String, ?> entries() {
			throw new UnsupportedOperationException("Nothing is read to make a plan");
		}

		@Override
		public boolean isComplete() {
			return true;
		}

		@Override
		public boolean hasNulls() {
			return true;
		}

		@Override
		public boolean isUnique() {
			return false;
		}

	}

}
