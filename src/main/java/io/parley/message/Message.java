package io.parley.message;

import java.time.Instant;
import java.util.List;

import io.parley.dispatch.OutboxEvent;
import io.parley.dispatch.OutboxOwner;
import io.parley.store.Ids;
import io.parley.store.JsonObject;
import io.parley.store.StoredFields;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A message as it is stored. Of one that was deleted only its id, its places in lists and
 * its times are left: then nothing else may be asked of it than {@link #isDeleted}.
 *
 * @param id its order among all ids is the order in which messages were accepted
 * @param version counts the changes
 * @param participants the tokens of all who take part
 * @param pairs the conversations that it is part of, see {@link Audience#pairs}
 * @param thread see {@link Audience#thread}
 * @param filings its count changes: what threads have still to count
 * @param formerly the tokens of those who took part once: to them its id is still a place
 * in a list
 * @param deletedAt when it was deleted; what is left of it goes later
 */
@Document(Message.COLLECTION)
record Message(@Id ObjectId id, String team, String senderId, String senderType, List<String> userIds,
		List<String> botIds, @Nullable String body, @Nullable JsonObject context, SourceCreator sourceCreator,
		@Nullable String runnableCallId, List<Attachment> attachments, Instant createdAt, long version,
		List<String> participants, List<String> pairs, String thread, List<ThreadCountChange> filings,
		@Nullable List<String> formerly, @Nullable Instant deletedAt,
		@Nullable List<OutboxEvent> outbox) implements OutboxOwner {

	static final String COLLECTION = "messages";

	/** A new message. */
	static Message send(MessageRequest request, Audience audience, ObjectId id, String team) {
		ThreadCountChange sent = ThreadCountChange.sent(audience);
		return new Message(id, team, audience.sender().id(), audience.sender().kind().type(), audience.userIds(),
				audience.botIds(), request.body(), request.context(),
				(request.sourceCreator() != null) ? request.sourceCreator() : SourceCreator.REST,
				request.runnableCallId(), (request.attachments() != null) ? request.attachments() : List.of(),
				Ids.instant(id), 0, audience.tokens(), audience.pairs(), sent.thread(), List.of(sent), null, null,
				null);
	}

	/**
	 * A message that was just sent as it is stored, but for its team and outbox. Written
	 * by hand, since a conversion by reflection costs ten times as much.
	 */
	org.bson.Document stored() {
		return new StoredFields().with("_id", this.id)
			.with("sender_id", this.senderId)
			.with("sender_type", this.senderType)
			.with("user_ids", this.userIds)
			.with("bot_ids", this.botIds)
			.with("body", this.body)
			.with("context", this.context)
			.with("source_creator", this.sourceCreator.stored())
			.with("runnable_call_id", this.runnableCallId)
			.with("attachments", this.attachments.stream().map(Attachment::stored).toList())
			.with("created_at", this.createdAt)
			.with("version", this.version)
			.with("participants", this.participants)
			.with("pairs", this.pairs)
			.with("thread", this.thread)
			.with(ThreadCountChange.FILINGS, this.filings.stream().map(ThreadCountChange::stored).toList())
			.document();
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
