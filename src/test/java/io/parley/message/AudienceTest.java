package io.parley.message;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AudienceTest {

	@Test
	void theSenderIsInTheSetOfItsKind() {
		Audience audience = new Audience(Participant.user("a"), null, List.of("a", "b", "a"));
		assertThat(audience.userIds()).containsExactly("a");
		assertThat(audience.botIds()).containsExactly("a", "b");
		assertThat(audience.recipients()).containsExactly(Participant.bot("a"), Participant.bot("b"));
	}

	@Test
	void theSenderCannotBeRemoved() {
		Audience audience = new Audience(Participant.bot("a"), List.of("a"), List.of("b"));
		assertThat(audience.without(Participant.bot("a"))).isEqualTo(audience);
		assertThat(audience.without(Participant.user("a")).userIds()).isEmpty();
	}

	@Test
	void threadsAreTheSameForTheSameSetsAlone() {
		Audience audience = new Audience(Participant.user("a"), List.of("b"), List.of());
		assertThat(audience.thread()).isEqualTo(new Audience(Participant.user("b"), List.of("a"), null).thread());
		for (Audience other : List.of(new Audience(Participant.user("a"), List.of(), List.of("b")),
				new Audience(Participant.user("ab"), null, null), new Audience(Participant.user("a2:u:b"), null, null),
				new Audience(Participant.user("a"), List.of("b", "c"), null))) {
			assertThat(audience.thread()).isNotEqualTo(other.thread());
		}
	}

	@Test
	void aConversationIsTheSameFromBothSidesAndOfNobodyElse() {
		assertThat(new Conversation(Participant.user("a"), Participant.bot("a")).key())
			.isEqualTo(new Conversation(Participant.bot("a"), Participant.user("a")).key())
			.isNotEqualTo(new Conversation(Participant.user("a"), Participant.user("a")).key());
		assertThat(new Conversation(Participant.bot("1"), Participant.bot("1b:1")).key())
			.isNotEqualTo(new Conversation(Participant.bot("1b:1"), Participant.bot("1b:11")).key());
		assertThat(new Conversation(Participant.bot("1b:1"), Participant.bot("1")).key())
			.isNotEqualTo(new Conversation(Participant.bot("1"), Participant.bot("b:1")).key());
	}

	@Test
	void aMessageIsPartOfTheConversationsOfItsSender() {
		Audience audience = new Audience(Participant.user("a"), List.of("b"), List.of("c"));
		assertThat(audience.pairs()).containsExactlyInAnyOrder(
				new Conversation(Participant.user("b"), Participant.user("a")).key(),
				new Conversation(Participant.bot("c"), Participant.user("a")).key());
	}

	@Test
	void aTokenNamesOneParticipant() {
		for (Participant participant : List.of(Participant.user("b:x"), Participant.bot("u:x"),
				Participant.user(":"))) {
			assertThat(Participant.of(participant.token())).isEqualTo(participant);
		}
	}

}
