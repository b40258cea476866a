package io.parley.message;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import io.parley.store.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * Who takes part in a message: its sender, who is always in the set of its kind, and its
 * recipients. From it comes all by which a message is found.
 *
 * @param userIds a set, in a fixed order
 * @param botIds a set, in a fixed order
 */
record Audience(Participant sender, List<String> userIds, List<String> botIds) {

	Audience {
		userIds = set(userIds, (sender.kind() == ParticipantKind.USER) ? sender.id() : null);
		botIds = set(botIds, (sender.kind() == ParticipantKind.BOT) ? sender.id() : null);
	}

	/** This audience without a participant; the sender stays. */
	Audience without(Participant removed) {
		boolean user = removed.kind() == ParticipantKind.USER;
		return new Audience(this.sender, user ? without(this.userIds, removed.id()) : this.userIds,
				user ? this.botIds : without(this.botIds, removed.id()));
	}

	/** All participants, the sender among them. */
	List<Participant> participants() {
		return Stream.concat(this.botIds.stream().map(Participant::bot), this.userIds.stream().map(Participant::user))
			.toList();
	}

	/** All participants but the sender. */
	List<Participant> recipients() {
		return participants().stream().filter((participant) -> !participant.equals(this.sender)).toList();
	}

	/** The tokens of all participants. */
	List<String> tokens() {
		return participants().stream().map(Participant::token).toList();
	}

	/**
	 * The conversations that the message is part of: the sender's with each recipient.
	 */
	List<String> pairs() {
		return recipients().stream().map((recipient) -> new Conversation(this.sender, recipient).key()).toList();
	}

	/**
	 * The thread of the message: messages with the same two sets have the same thread,
	 * and no others.
	 */
	String thread() {
		MessageDigest digest = Sha256.digest();
		tokens().forEach((token) -> {
			byte[] bytes = token.getBytes(StandardCharsets.UTF_8);
			digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
			digest.update(bytes);
		});
		return HexFormat.of().formatHex(digest.digest());
	}

	private static List<String> set(@Nullable Collection<String> ids, @Nullable String sender) {
		Set<String> set = new TreeSet<>((ids != null) ? ids : List.of());
		if (sender != null) {
			set.add(sender);
		}
		return List.copyOf(set);
	}

	private static List<String> without(List<String> ids, String removed) {
		return ids.stream().filter((id) -> !id.equals(removed)).toList();
	}

}
