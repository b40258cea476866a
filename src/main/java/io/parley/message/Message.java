package io.parley.message;

import java.time.Instant;
import java.util.List;

import io.parley.dispatch.OutboxEvent;
import io.parley.dispatch.OutboxOwner;
import io.parley.store.Ids;
import io.parley.store.JsonObject;
import org.bson.types.ObjectId;

import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A message as it is stored.
 *
 * @param id its order among all ids is the order in which messages were accepted
 * @param version counts the changes
 * @param participants the tokens of all who take part; none once it was deleted
 * @param pairs the conversations that it is part of, see {@link Audience#pairs}
 * @param thread see {@link Audience#thread}; null once it was deleted
 * @param filings what threads have still to count
 * @param formerly the tokens of those who took part once: to them its id is still a place
 * in a list
 * @param deletedAt when it was deleted; what is left of it goes later
 */
@Document(Message.COLLECTION)
record Message(@Id ObjectId id, String team, String senderId, String senderType, List<String> userIds,
		List<String> botIds, String body, JsonObject context, SourceCreator sourceCreator, String runnableCallId,
		List<Attachment> attachments, Instant createdAt, long version, List<String> participants, List<String> pairs,
		String thread, List<ThreadCountChange> filings, List<String> formerly, Instant deletedAt,
		List<OutboxEvent> outbox) implements OutboxOwner {

	static final String COLLECTION = "messages";

	/** A new message. */
	static Message send(MessageRequest request, Audience audience, ObjectId id, String team) {
		return new Message(id, team, audience.sender().id(), audience.sender().kind().type(), audience.userIds(),
				audience.botIds(), request.body(), request.context(),
				(request.sourceCreator() != null) ? request.sourceCreator() : SourceCreator.REST,
				request.runnableCallId(), (request.attachments() != null) ? request.attachments() : List.of(),
				Ids.instant(id), 0, audience.tokens(), audience.pairs(), audience.thread(),
				List.of(ThreadCountChange.sent(audience)), null, null, null);
	}

	Audience audience() {
		return new Audience(new Participant(ParticipantKind.of(this.senderType), this.senderId), this.userIds,
				this.botIds);
	}

	boolean isDeleted() {
		return this.deletedAt != null;
	}

	/** The opaque entity tag of this state of the message. */
	String tag() {
		return this.id.toHexString() + "-" + this.version;
	}

}
