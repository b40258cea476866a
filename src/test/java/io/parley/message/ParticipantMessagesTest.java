package io.parley.message;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import io.parley.Api;
import io.parley.ParleyTest;
import io.parley.message.ParticipantMessages.Part;
import io.parley.message.ParticipantMessages.Range;
import io.parley.store.Ids;
import io.parley.web.Caller;
import io.parley.web.OnBehalf;
import io.parley.web.OperationId;
import io.parley.web.ProblemException;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What pages see of participants' messages. */
@ParleyTest
class ParticipantMessagesTest {

	private final Participant ann = Participant.of("user", Api.id("ann/ %2F. \u05d0"));

	private final Participant bot = Participant.of("bot", Api.id("bot"));

	@Autowired
	private ParticipantMessages messages;

	@Autowired
	private OnBehalf onBehalf;

	@Autowired
	private Ids ids;

	@Test
	void goesThroughAConversationInBothDirections() {
		List<String> sent = new ArrayList<>();
		for (int i = 0; i < 7; i++) {
			sent.add(0, send((i % 2 == 0) ? this.ann : this.bot, (i % 2 == 0) ? this.bot : this.ann, "text " + i).id());
		}
		Part<MessageResponse> newest = conversation(new Range(3, null, ""));
		assertThat(idsOf(newest)).isEqualTo(sent.subList(0, 3));
		assertThat(newest.newer()).isNull();
		Part<MessageResponse> middle = conversation(new Range(3, newest.older(), null));
		assertThat(idsOf(middle)).isEqualTo(sent.subList(3, 6));
		Part<MessageResponse> oldest = conversation(new Range(3, middle.older(), null));
		assertThat(idsOf(oldest)).isEqualTo(sent.subList(6, 7));
		assertThat(oldest.older()).isNull();
		Part<MessageResponse> back = conversation(new Range(3, null, oldest.newer()));
		assertThat(idsOf(back)).isEqualTo(sent.subList(3, 6));
		assertThat(back.older()).isEqualTo(sent.get(5));
		assertThat(conversation(new Range(3, null, back.newer())).newer()).isNull();
		assertThat(idsOf(as(() -> this.messages.around(this.ann, sent.get(3), 1)))).isEqualTo(sent.subList(2, 5));
	}

	@Test
	void showsThreadsByWhoIsInThem() {
		send(this.ann, this.bot, "hello");
		assertThat(as(() -> this.messages.threads(this.ann, List.of("user_ids,bot_ids"), new Range(10, null, null)))
			.entries()).singleElement().satisfies((thread) -> {
				assertThat(thread.count()).isEqualTo(1);
				assertThat(thread.body()).isEqualTo("hello");
			});
		assertThatThrownBy(
				() -> as(() -> this.messages.threads(this.ann, List.of("nothing"), new Range(10, null, null))))
			.isInstanceOf(ProblemException.class)
			.hasMessageContaining("must not name nothing");
	}

	@Test
	void sendsOnceForAnOperationAndOnlyWhatTheServiceTakes() {
		OperationId operation = new OperationId(this.ids.next());
		MessageResponse first = as(() -> this.messages.send(this.ann, this.bot, "once", operation));
		MessageResponse again = as(() -> this.messages.send(this.ann, this.bot, "once", operation));
		assertThat(again.id()).isEqualTo(first.id());
		assertThat(Participant.sender(first.senderType(), first.senderId())).isEqualTo(this.ann);
		assertThat(conversation(new Range(10, null, null)).entries()).hasSize(1);
		assertThatThrownBy(() -> send(this.ann, this.bot, " ")).isInstanceOf(ProblemException.class)
			.hasMessageContaining("body is required");
		assertThatThrownBy(() -> send(this.ann, this.bot, "a\0b")).isInstanceOf(ProblemException.class)
			.hasMessageContaining("body");
	}

	@Test
	void refusesWhoNobodyCanBe() {
		assertThatThrownBy(() -> as(() -> this.messages.names(List.of(Participant.of("ghost", "x")))))
			.hasMessageContaining("must be a user or a bot");
		assertThatThrownBy(() -> as(() -> this.messages.names(List.of(Participant.of("user", "x".repeat(257))))))
			.hasMessageContaining("must be a string of 1 to 256 characters");
		assertThat(as(() -> this.messages.names(List.of(this.ann, this.ann)))).containsOnlyKeys(this.ann);
	}

	private Part<MessageResponse> conversation(Range range) {
		return as(() -> this.messages.conversation(this.ann, this.bot, range));
	}

	private MessageResponse send(Participant from, Participant to, String text) {
		return as(() -> this.messages.send(from, to, text, new OperationId(this.ids.next())));
	}

	private static List<String> idsOf(Part<MessageResponse> part) {
		return part.entries().stream().map(MessageResponse::id).toList();
	}

	/** As in a request. */
	private <T> T as(Supplier<T> work) {
		RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(new MockHttpServletRequest()));
		try {
			return this.onBehalf.of(Caller.ANYONE, work);
		}
		finally {
			RequestContextHolder.resetRequestAttributes();
		}
	}

}
