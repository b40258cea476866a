package io.parley.sessionmessage;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.parley.dispatch.OutboxEvent;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

import org.springframework.data.mongodb.core.query.Update;

/**
 * What a request changes of a session message: the fields that get another value, and the
 * events that tell of it. Both are written in one conditional update.
 */
final class SessionMessageChange {

	private final Update update = new Update();

	private final List<OutboxEvent> events = new ArrayList<>();

	/** Sets a field, unless its value is that already; null removes the field. */
	SessionMessageChange set(String field, @Nullable Object value, @Nullable Object present) {
		if (value == null && present != null) {
			this.update.unset(field);
		}
		else if (!Objects.equals(value, present)) {
			this.update.set(field, value);
		}
		return this;
	}

	SessionMessageChange tell(OutboxEvent event) {
		this.events.add(event);
		return this;
	}

	/** Whether nothing would be written. */
	boolean isEmpty() {
		return this.update.getUpdateObject().isEmpty() && this.events.isEmpty();
	}

	/** The value that a field has afterwards. */
	@Nullable Object after(String field, @Nullable Object present) {
		Document set = this.update.getUpdateObject().get("$set", new Document());
		Document removed = this.update.getUpdateObject().get("$unset", new Document());
		return removed.containsKey(field) ? null : set.getOrDefault(field, present);
	}

	Update update() {
		return this.update;
	}

	List<OutboxEvent> events() {
		return this.events;
	}

}
