package io.parley.console;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.parley.channel.delivery.Deliveries;
import io.parley.channel.delivery.DeliveryResponse;
import io.parley.dispatch.EventHistory;
import io.parley.dispatch.PastEvents;
import io.parley.dispatch.PastEvents.PastEvent;
import io.parley.sessionmessage.ReplyAttempt;
import io.parley.sessionmessage.SessionMessageResponse;
import io.parley.store.JsonObject;
import io.parley.web.Caller;
import io.parley.web.Callers;
import io.parley.web.Excerpt;
import io.parley.web.Scope;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Component;

/**
 * All that came of a session, in order: from its document, from the deliveries of its
 * messages and from the events that the stream still has.
 */
@Component
class SessionHistory {

	/** A document says when it was made by another clock than an event at times. */
	private static final Duration SKEW = Duration.ofSeconds(5);

	private static final int LONGEST_TEXT = 2000;

	private final EventHistory events;

	private final Deliveries deliveries;

	private final Callers callers;

	private final JsonMapper json;

	SessionHistory(EventHistory events, Deliveries deliveries, Callers callers, JsonMapper json) {
		this.events = events;
		this.deliveries = deliveries;
		this.callers = callers;
		this.json = json;
	}

	/**
	 * @param complete whether nothing that the stream has is left out
	 */
	record Told(List<HistoryEntry> entries, boolean complete) {
	}

	Told of(SessionMessageResponse session) {
		Caller caller = this.callers.caller();
		PastEvents past = this.events.read(caller.team(), "sessions", session.sessionId());
		List<HistoryEntry> entries = new ArrayList<>();
		entries.add(HistoryEntry.of(session.createdAt(), "Created"));
		// A reply and the message that asks again are of the same moment.
		entries.addAll(replies(session));
		entries.addAll(sent(session, past, caller));
		entries.addAll(endings(session, past));
		entries.sort(Comparator.comparing(HistoryEntry::at));
		return new Told(entries, past.complete());
	}

	private List<HistoryEntry> sent(SessionMessageResponse session, PastEvents past, Caller caller) {
		Map<String, DeliveryResponse> delivered = new LinkedHashMap<>();
		if (caller.scopes().contains(Scope.CHANNELS_READ)) {
			this.deliveries.ofSession(session.sessionId())
				.forEach((delivery) -> delivered.put(delivery.messageId(), delivery));
		}
		List<HistoryEntry> entries = new ArrayList<>();
		for (PastEvent event : past.events()) {
			if (event.type().equals("sent") && isOf(session, event.storedAt())) {
				JsonNode payload = read(event);
				entries.add(sent(payload, event, delivered.remove(payload.path("message_id").asString(""))));
			}
		}
		delivered.values()
			.stream()
			.filter((delivery) -> isOf(session, delivery.createdAt()))
			.map((delivery) -> new HistoryEntry(delivery.createdAt(), "Sent to the channel " + delivery.channelId(),
					null, null, null, List.of(), delivery))
			.forEach(entries::add);
		return entries;
	}

	private static HistoryEntry sent(JsonNode payload, PastEvent event, @Nullable DeliveryResponse delivery) {
		boolean again = payload.path("purpose").asString("").equals("repair");
		String what = (again ? "Asked again over the channel " : "Sent to the channel ")
				+ payload.path("channel_id").asString("");
		JsonNode message = payload.path("message");
		String text = message.isString() ? message.asString() : message.toString();
		return new HistoryEntry(at(payload, event), what, null, shortened(text), null, List.of(), delivery);
	}

	private List<HistoryEntry> replies(SessionMessageResponse session) {
		List<ReplyAttempt> attempts = (session.attempts() != null) ? session.attempts() : List.of();
		if (attempts.isEmpty() && session.reply() != null && session.endedAt() != null) {
			attempts = List.of(new ReplyAttempt(session.endedAt(), session.reply(),
					(session.validationErrors() != null) ? session.validationErrors() : JsonObject.empty(),
					session.repliedBy()));
		}
		return attempts.stream().map((attempt) -> {
			List<String> errors = sentences(attempt.validationErrors());
			String what = errors.isEmpty() ? "Replied" : "Replied with what does not meet the template";
			return new HistoryEntry(attempt.at(), what, Replier.words(attempt.repliedBy()), null,
					attempt.responseData(), errors, null);
		}).toList();
	}

	private List<HistoryEntry> endings(SessionMessageResponse session, PastEvents past) {
		List<HistoryEntry> entries = new ArrayList<>();
		boolean told = false;
		for (PastEvent event : past.events()) {
			String what = switch (event.type()) {
				case "rejected" -> "Rejected";
				case "expired" -> "Expired";
				default -> null;
			};
			if (what != null && isOf(session, event.storedAt())) {
				Instant at = at(read(event), event);
				told |= session.endedAt() != null && !at.isBefore(session.endedAt().minus(SKEW));
				entries.add(HistoryEntry.of(at, what));
			}
		}
		if (session.endedAt() != null && !told) {
			entries.add(HistoryEntry.of(session.endedAt(), "Ended: " + session.status()));
		}
		return entries;
	}

	/** One of the same id may have been there before, and been deleted. */
	private static boolean isOf(SessionMessageResponse session, Instant at) {
		return !at.isBefore(session.createdAt().minus(SKEW));
	}

	private static Instant at(JsonNode payload, PastEvent event) {
		try {
			return Instant.parse(payload.path("at").asString(""));
		}
		catch (DateTimeParseException ex) {
			return event.storedAt();
		}
	}

	private JsonNode read(PastEvent event) {
		try {
			return this.json.readTree(event.payload());
		}
		catch (JacksonException ex) {
			return this.json.createObjectNode();
		}
	}

	private List<String> sentences(@Nullable JsonObject errors) {
		List<String> sentences = new ArrayList<>();
		if (errors != null) {
			JsonNode tree = this.json.valueToTree(errors);
			tree.properties().forEach((field) -> {
				JsonNode value = field.getValue();
				Iterable<JsonNode> each = value.isArray() ? value : List.of(value);
				each.forEach((sentence) -> sentences
					.add(field.getKey() + " " + (sentence.isString() ? sentence.asString() : sentence.toString())));
			});
		}
		return sentences;
	}

	private static String shortened(String text) {
		return Excerpt.of(text, LONGEST_TEXT);
	}

}
