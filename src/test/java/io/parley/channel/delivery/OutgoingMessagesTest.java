package io.parley.channel.delivery;

import java.time.Instant;
import java.util.Optional;

import io.parley.channel.ChannelSessions;
import io.parley.reply.ReplyLinks;
import io.parley.sessionmessage.OutboundMessage;
import io.parley.sessionmessage.OutboundMessage.Purpose;
import io.parley.store.JsonValue;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verifyNoInteractions;

class OutgoingMessagesTest {

	private final ChannelSessions sessions = mock();

	private final DeliveryRepository deliveries = mock();

	private final OutgoingMessages messages = new OutgoingMessages(this.sessions, mock(ReplyLinks.class),
			this.deliveries);

	private static OutboundMessage message(ObjectId previous) {
		return new OutboundMessage("default", "s", new ObjectId(), "u", new ObjectId(), "c", new ObjectId(),
				Purpose.ASK, new JsonValue("m"), previous, Instant.EPOCH);
	}

	@Test
	void looksForAThreadOnlyForALaterMessageToWhoPutsThemInOne() {
		given(this.sessions.find(any(), any(), any())).willReturn(Optional.empty());
		assertThat(this.messages.of(message(new ObjectId()), false).thread()).isNull();
		assertThat(this.messages.of(message(null), true).thread()).isNull();
		verifyNoInteractions(this.deliveries);
		Document receipt = new Document("ts", "1.2");
		OutboundMessage later = message(new ObjectId());
		given(this.deliveries.firstReceipt(later)).willReturn(Optional.of(receipt));
		assertThat(this.messages.of(later, true).thread()).isEqualTo(receipt);
	}

}
