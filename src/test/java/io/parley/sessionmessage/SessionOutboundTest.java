package io.parley.sessionmessage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.parley.sessionmessage.OutboundMessage.Purpose;
import io.parley.store.JsonObject;
import io.parley.store.JsonValue;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Who is told of a message to a channel, and what is built for that. */
class SessionOutboundTest {

	private static final Instant NOW = Instant.parse("2026-01-31T09:30:00Z");

	private final List<OutboundMessage> told = new ArrayList<>();

	private final List<JsonValue> built = new ArrayList<>();

	private final ObjectId messageId = new ObjectId();

	@Test
	void aMessageThatAWorkerOutsideBringsIsNotBuiltAgain() {
		accepted(null);
		assertThat(this.built).isEmpty();
		assertThat(this.told).isEmpty();
	}

	@Test
	void aMessageThatTheServiceDeliversIsBuiltOnce() {
		accepted(new ObjectId());
		assertThat(this.built).hasSize(1);
		assertThat(this.told).extracting(OutboundMessage::message).isEqualTo(this.built);
	}

	private void accepted(ObjectId delivering) {
		SessionTrail trail = SessionTrail.of(null);
		List<LastMessage> last = trail.with(trail.next("c", this.messageId, delivering));
		SessionMessageFields fields = new SessionMessageFields("engine", JsonObject.empty(), JsonObject.empty(), "", 0,
				"sent", "");
		SessionMessage session = new SessionMessage(new ObjectId(), "default", "s", fields, false, NOW, NOW, null, null,
				null, null, new SessionTrail(null, null, null, null, last), null, 7, null);
		new SessionOutbound(new Recording()).accepted(session, "c", this.messageId, Purpose.REPAIR, () -> {
			this.built.add(new JsonValue("Please answer yes or no."));
			return this.built.get(0);
		});
	}

	private final class Recording implements OutboundChannels {

		@Override
		public Optional<ObjectId> delivers(String channelId) {
			return Optional.empty();
		}

		@Override
		public void accepted(OutboundMessage message) {
			SessionOutboundTest.this.told.add(message);
		}

	}

}
