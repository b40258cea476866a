package io.parley.sessionmessage.filter;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

import io.parley.store.KeyOrder;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SessionCursorTest {

	private final ObjectId id = new ObjectId("65b8f0a0c0ffee0123456789");

	@ParameterizedTest
	@EnumSource(SessionSort.class)
	void comesBackAsItWasEncoded(SessionSort sort) {
		SessionCursor cursor = new SessionCursor(sort, -5_000_000_000L, this.id);
		assertThat(SessionCursor.decode(cursor.encode(), sort)).isEqualTo(cursor);
		assertThat(cursor.encode()).matches("[A-Za-z0-9_-]+");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "x", "!!!", "Y3JlYXRlZF9hdA", "=", "é" })
	void refusesWhatIsNoCursor(String cursor) {
		assertMalformed(cursor);
	}

	@ParameterizedTest
	@ValueSource(strings = { "created_at x 65b8f0a0c0ffee0123456789", "created_at 1 65b8f0a0c0ffee012345678",
			"created_at 1 65b8f0a0c0ffee0123456789 ", "status 1 65b8f0a0c0ffee0123456789", "created_at 1",
			"created_at 9223372036854775808 65b8f0a0c0ffee0123456789", " 1 65b8f0a0c0ffee0123456789" })
	void refusesWhatWasNotEncodedHere(String text) {
		assertMalformed(Base64.getUrlEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
	}

	@Test
	void refusesCursorOfAnotherSort() {
		String cursor = new SessionCursor(SessionSort.EXPIRY_DATE, 1L, this.id).encode();
		assertThatThrownBy(() -> SessionCursor.decode(cursor, SessionSort.EXPIRY_DATE_DESCENDING))
			.isInstanceOf(InvalidFilterException.class)
			.hasMessageStartingWith("cursor belongs to another sort than -expiry_date");
	}

	@Test
	void goesOnAfterItsKey() {
		assertThat(new SessionCursor(SessionSort.EXPIRY_DATE, 7L, this.id).conditions())
			.containsExactly(Document.parse("{expiry_date: {$gte: {$numberLong: '7'}}}"), Document.parse("""
					{$or: [{expiry_date: {$gt: {$numberLong: '7'}}},
					       {_id: {$gt: {$oid: '65b8f0a0c0ffee0123456789'}}}]}"""));
		assertThat(new SessionCursor(SessionSort.CREATED_AT_DESCENDING, 0, this.id).conditions())
			.containsExactly(Document.parse("{created_at: {$lte: {$date: '1970-01-01T00:00:00Z'}}}"), Document.parse("""
					{$or: [{created_at: {$lt: {$date: '1970-01-01T00:00:00Z'}}},
					       {_id: {$lt: {$oid: '65b8f0a0c0ffee0123456789'}}}]}"""));
	}

	@Test
	void sortsByFieldThenId() {
		assertThat(SessionSort.parse(null)).isEqualTo(SessionSort.CREATED_AT);
		assertThat(SessionSort.parse("-updated_at").order()).isEqualTo(new KeyOrder("updated_at", true));
		assertThat(SessionSort.parse("expiry_date").order()).isEqualTo(new KeyOrder("expiry_date", false));
		assertThatThrownBy(() -> SessionSort.parse("status")).isInstanceOf(InvalidFilterException.class)
			.hasMessage("sort must be one of created_at, -created_at, updated_at, -updated_at, expiry_date, "
					+ "-expiry_date");
	}

	private void assertMalformed(String cursor) {
		assertThatThrownBy(() -> SessionCursor.decode(cursor, SessionSort.CREATED_AT))
			.isInstanceOf(InvalidFilterException.class)
			.hasMessageStartingWith("cursor must be taken from the Link header");
	}

}
