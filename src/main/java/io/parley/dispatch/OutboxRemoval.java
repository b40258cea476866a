package io.parley.dispatch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.parley.store.EveryTeam;
import org.bson.Document;

/**
 * What is to be written to a document of what has become of its events.
 *
 * @param confirmed the events to take out
 * @param parked the events to take out because NATS never takes them, with the reason
 * @param onCore events that have been on their core subject
 * @param release whether this instance is done with a document that it had leased
 */
record OutboxRemoval(OutboxStore.Pending document, List<String> confirmed, Map<OutboxEvent, String> parked,
		List<String> onCore, boolean release) {

	/** The events to take out. */
	List<String> done() {
		return Stream.concat(this.confirmed.stream(), this.parked.keySet().stream().map(OutboxEvent::eventId)).toList();
	}

	/** The same as changes of the document; none where nothing is to be written. */
	Stream<EveryTeam.Change> changes() {
		List<EveryTeam.Change> changes = new ArrayList<>();
		this.onCore.forEach((event) -> changes.add(change(new Document("outbox.event_id", event),
				new Document("$unset", new Document("outbox.$.core_subject", 1)))));
		List<String> done = done();
		if (!done.isEmpty()) {
			Object events = (done.size() == 1) ? done.get(0) : new Document("$in", done);
			changes.add(change(new Document(),
					new Document("$pull", new Document(OutboxEvent.OUTBOX, new Document("event_id", events)))));
		}
		return changes.stream();
	}

	private EveryTeam.Change change(Document condition, Document update) {
		return new EveryTeam.Change(this.document.team(), this.document.id(), condition, update);
	}

}
