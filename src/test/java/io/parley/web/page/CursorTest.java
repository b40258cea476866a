package io.parley.web.page;

import io.parley.web.ProblemException;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The opaque text of a cursor. */
class CursorTest {

	private final ObjectId position = new ObjectId();

	@Test
	void everyCursorComesBackAsItWas() {
		for (boolean newestFirst : new boolean[] { true, false }) {
			for (boolean back : new boolean[] { true, false }) {
				for (boolean inclusive : new boolean[] { true, false }) {
					Cursor cursor = new Cursor(newestFirst, back, inclusive, this.position);
					assertThat(Cursor.decode(cursor.encode())).contains(cursor);
					assertThat(cursor.encode()).matches("[A-Za-z0-9_-]{18}");
				}
			}
		}
	}

	@Test
	void turnedTwiceItIsItself() {
		Cursor cursor = new Cursor(true, false, false, this.position);
		assertThat(cursor.turned()).isEqualTo(new Cursor(true, true, true, this.position));
		assertThat(cursor.turned().turned()).isEqualTo(cursor);
	}

	@ParameterizedTest
	@ValueSource(strings = { "x", "AAAA", "AQ==", "CAAAAAAAAAAAAAAAAA", "_wAAAAAAAAAAAAAAAA", "AQAAAAAAAAAAAAAAAAAA",
			"AQ AAAAAAAAAAAAAAA", "a+/AAAAAAAAAAAAAAA" })
	void anyOtherTextIsNone(String text) {
		assertThat(Cursor.decode(text)).isEmpty();
		assertThatThrownBy(() -> PageRequest.of("created_at", 1, text)).isInstanceOf(ProblemException.class)
			.hasMessageStartingWith("cursor must");
	}

	@Test
	void aCursorBelongsToItsOrdering() {
		String cursor = new Cursor(true, false, false, this.position).encode();
		assertThat(PageRequest.of("-created_at", 1, cursor).cursor().position()).isEqualTo(this.position);
		assertThatThrownBy(() -> PageRequest.of("created_at", 1, cursor)).isInstanceOf(ProblemException.class);
		assertThatThrownBy(() -> PageRequest.of("name", 1, null)).hasMessageStartingWith("ordering must");
	}

}
