package io.parley.console;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import io.parley.sessionmessage.SessionSelection;
import io.parley.sessionmessage.SessionSelection.Order;
import io.parley.sessionmessage.SessionSelection.State;
import io.parley.web.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * What of the sessions the inbox shows, as it stands in its URL. Blank texts select
 * nothing.
 */
record InboxFilter(String state, String status, String subjectId, String channelId, String order, String cursor) {

	static final String PATH = "/console/inbox";

	private static final int PAGE_SIZE = 50;

	/**
	 * @throws ProblemException 400 for a state, an order or a cursor that there is not
	 */
	SessionSelection selection() {
		return new SessionSelection(read("state", this.state, State.class), TypedText.given(this.status),
				TypedText.given(this.subjectId), TypedText.given(this.channelId),
				read("order", this.order, Order.class), PAGE_SIZE, TypedText.given(this.cursor));
	}

	/** Whether anything but the first page of all that is open is shown. */
	boolean isNarrow() {
		return !(this.status.isBlank() && this.subjectId.isBlank() && this.channelId.isBlank()
				&& this.state.equals("open"));
	}

	/** The address of this list from another place on; null is its beginning. */
	String url(@Nullable String place) {
		return ListUrl.of(PATH)
			.with("state", this.state.equals("open") ? null : this.state)
			.with("status", this.status)
			.with("subject_id", this.subjectId)
			.with("reception_channel_id", this.channelId)
			.with("order", this.order.equals("newest") ? null : this.order)
			.with("cursor", place)
			.toString();
	}

	/** The address of what is shown. */
	String url() {
		return url(this.cursor);
	}

	private static <E extends Enum<E>> E read(String field, String text, Class<E> type) {
		Map<String, E> values = new LinkedHashMap<>();
		for (E value : type.getEnumConstants()) {
			values.put(value.name().toLowerCase(Locale.ROOT), value);
		}
		if (!values.containsKey(text)) {
			throw ProblemException.invalid(field,
					"%s must be one of %s".formatted(field, String.join(", ", values.keySet())));
		}
		return values.get(text);
	}

}
