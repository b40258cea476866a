package io.parley.sessionmessage;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import io.parley.store.StoredSize;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * What went out for a session and came back, as far as what comes next depends on it. All
 * of it is null in a session that needs none.
 *
 * @param onInvalid what becomes of a reply that does not meet the template
 * @param retriesLeft how many more such replies leave the session open
 * @param attempts the replies to a session that has {@code onInvalid}, the latest last
 * @param answers what replies were answered that may be handed in again, the latest last
 * @param lastMessages the last message to each channel, the latest last
 */
record SessionTrail(@Nullable OnInvalid onInvalid, @Nullable Integer retriesLeft, @Nullable List<ReplyAttempt> attempts,
		@Nullable List<ReplyAnswer> answers, @Nullable List<LastMessage> lastMessages) {

	private static final int ENTRIES = 32;

	/** Attempts older than the latest are let go past this, so that a reply fits. */
	private static final long ATTEMPT_BYTES = 2 << 20;

	static SessionTrail of(@Nullable OnInvalid onInvalid) {
		return new SessionTrail(onInvalid, retries(onInvalid), null, null, null);
	}

	/** How often the human may try again after a new question; null for not at all. */
	static @Nullable Integer retries(@Nullable OnInvalid onInvalid) {
		return (onInvalid != null) ? onInvalid.retries() : null;
	}

	boolean mayRetry() {
		return this.retriesLeft != null && this.retriesLeft > 0;
	}

	Optional<ReplyAnswer> answer(ObjectId operation, @Nullable String replyId) {
		return stream(this.answers).filter((answer) -> answer.isTo(operation, replyId)).findFirst();
	}

	/** The channel of the last message of all. */
	Optional<String> lastChannel() {
		return stream(this.lastMessages).reduce((before, after) -> after).map(LastMessage::channelId);
	}

	/**
	 * The channel over which a human is asked again: that of the reply, where a message
	 * went out there, else that of the last message.
	 * @param repliedOver the channel of the reply, or null
	 */
	Optional<String> channelToAskAgain(@Nullable String repliedOver) {
		return Optional.ofNullable(repliedOver)
			.flatMap(this::lastMessage)
			.map(LastMessage::channelId)
			.or(this::lastChannel);
	}

	Optional<LastMessage> lastMessage(String channelId) {
		return stream(this.lastMessages).filter((last) -> last.channelId().equals(channelId)).findFirst();
	}

	/**
	 * A new message to a channel, behind the last one that the service delivers there. It
	 * waits for none that went to an earlier channel of the same id.
	 * @param delivering the document of the channel over which the service delivers it;
	 * null where a worker outside brings it
	 */
	LastMessage next(String channelId, ObjectId messageId, @Nullable ObjectId delivering) {
		Optional<LastMessage> before = lastMessage(channelId);
		if (delivering == null) {
			return before.orElse(new LastMessage(channelId, null, null, null));
		}
		ObjectId previous = before.filter((last) -> delivering.equals(last.channelDocumentId()))
			.map(LastMessage::messageId)
			.orElse(null);
		return new LastMessage(channelId, messageId, previous, delivering);
	}

	List<LastMessage> with(LastMessage last) {
		return latest(stream(this.lastMessages).filter((other) -> !other.channelId().equals(last.channelId())), last);
	}

	List<ReplyAnswer> with(ReplyAnswer answer) {
		return latest(stream(this.answers), answer);
	}

	List<ReplyAttempt> with(ReplyAttempt attempt) {
		List<ReplyAttempt> all = latest(stream(this.attempts), attempt);
		int first = all.size() - 1;
		long bytes = StoredSize.of(attempt.large());
		while (first > 0 && bytes + StoredSize.of(all.get(first - 1).large()) <= ATTEMPT_BYTES) {
			first--;
			bytes += StoredSize.of(all.get(first).large());
		}
		return all.subList(first, all.size());
	}

	/** The latest of several, with one more. */
	static <T> List<T> latest(Stream<T> present, T added) {
		List<T> all = new ArrayList<>(present.toList());
		all.add(Objects.requireNonNull(added));
		return all.subList(Math.max(all.size() - ENTRIES, 0), all.size());
	}

	private static <T> Stream<T> stream(@Nullable List<T> list) {
		return Stream.ofNullable(list).flatMap(List::stream);
	}

}
