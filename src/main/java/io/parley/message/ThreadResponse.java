package io.parley.message;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.parley.store.JsonObject;
import org.jspecify.annotations.Nullable;

/** A thread as callers see it: its newest message, who is in it, how many messages. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ThreadResponse(@JsonProperty("_id") String id, String senderId, String senderType,
		ParticipantResponse sender, List<String> userIds, List<ParticipantResponse> users, List<String> botIds,
		List<ParticipantResponse> bots, @Nullable String body, @Nullable JsonObject context,
		SourceCreator sourceCreator, @Nullable String runnableCallId, List<Attachment> attachments,
		@JsonProperty("createdAt") Instant createdAt, long count) {

	/**
	 * A thread with the names that are known, by token.
	 */
	static ThreadResponse from(ThreadService.Entry entry, Map<String, ParticipantName> known) {
		Message newest = entry.newest();
		Function<Participant, ParticipantResponse> named = (participant) -> ParticipantResponse.of(participant,
				known.get(participant.token()));
		return new ThreadResponse(newest.id().toHexString(), newest.senderId(), newest.senderType(),
				named.apply(newest.audience().sender()), newest.userIds(),
				newest.userIds().stream().map(Participant::user).map(named).toList(), newest.botIds(),
				newest.botIds().stream().map(Participant::bot).map(named).toList(), newest.body(), newest.context(),
				newest.sourceCreator(), newest.runnableCallId(), newest.attachments(), newest.createdAt(),
				entry.count());
	}

}
