package io.parley.channel.delivery;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonValue;

/** How far a delivery is. */
public enum DeliveryState {

	/** It waits for its next attempt, or for the message before it. */
	PENDING,

	/** An instance makes an attempt. */
	DELIVERING,

	/** The receiver has it. */
	DELIVERED,

	/** It was given up; somebody may have it tried again. */
	DEAD;

	/** The states, as they are stored, of what is still to be delivered. */
	static final List<String> OPEN = List.of(PENDING.text(), DELIVERING.text());

	/** As it is spelt in requests, answers and the store. */
	@JsonValue
	public String text() {
		return name().toLowerCase(Locale.ROOT);
	}

	static Optional<DeliveryState> of(String text) {
		return Arrays.stream(values()).filter((state) -> state.text().equals(text)).findFirst();
	}

	static List<String> all() {
		return Arrays.stream(values()).map(DeliveryState::text).toList();
	}

}
