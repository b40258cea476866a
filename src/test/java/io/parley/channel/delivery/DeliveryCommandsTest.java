package io.parley.channel.delivery;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.parley.Api;
import io.parley.Api.Answer;
import io.parley.ParleyTest;
import io.parley.RequiresNats;
import io.parley.TestServers;
import io.parley.channel.ChannelKind;
import io.parley.channel.WithChannels;
import io.parley.sessionmessage.OutboundMessage;
import io.parley.sessionmessage.OutboundMessage.Purpose;
import io.parley.store.Ids;
import io.parley.store.JsonValue;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What a worker asks the store for each message. */
@ParleyTest
@RequiresNats
@WithChannels
@Import({ TestReceivers.Configuration.class, DeliveryCommandsTest.Watching.class })
class DeliveryCommandsTest {

	private static final Queue<String> COMMANDS = new ConcurrentLinkedQueue<>();

	private final String channel = Api.id("channel");

	private final String session = Api.id("session");

	@Autowired
	private DeliveryRepository deliveries;

	private ObjectId document;

	private ObjectId channelDocument;

	private Api api;

	@BeforeEach
	void setUp(@LocalServerPort int port) {
		this.api = new Api(port);
		Answer registered = this.api.post("/channels",
				"{\"id\":\"%s\",\"kind\":\"teams\",\"url\":\"https://example.org/hook\"}".formatted(this.channel));
		this.channelDocument = new ObjectId(registered.header("ETag").substring(1, 25));
		Answer created = this.api.post("/session", "{\"session_id\":\"%s\"}".formatted(this.session));
		this.document = new ObjectId(created.json().at("/data/id").asString());
	}

	@Test
	void theFirstMessageIsClaimedWithoutALookAndALaterOneWithOne() throws Exception {
		ObjectId first = new ObjectId();
		assertThat(deliver(first, null)).containsExactly("update deliveries", "find session_messages",
				"update deliveries");
		assertThat(deliver(new ObjectId(), first)).containsExactly("find deliveries", "update deliveries",
				"find session_messages", "find deliveries", "update deliveries");
	}

	/** What is asked for a message that is recorded, until it is delivered. */
	private List<String> deliver(ObjectId id, ObjectId previous) throws Exception {
		OutboundMessage message = new OutboundMessage("default", this.session, this.document, "u", id, this.channel,
				this.channelDocument, Purpose.ASK, new JsonValue("m"), previous, Ids.instant(id));
		this.deliveries.open(message, ChannelKind.TEAMS);
		COMMANDS.clear();
		try (Connection nats = Nats.connect(TestServers.natsUrl())) {
			nats.jetStream()
				.publish("parley.default.channels." + this.channel + ".outbound",
						"""
								{"session_id": "%s", "subject_id": "u", "message_id": "%s", "channel_id": "%s", "message": "m",
								 "at": "%s", "delivery": {"document_id": "%s", "channel_document_id": "%s", "purpose": "ask",
								 "previous_message_id": %s}}"""
							.formatted(this.session, id, this.channel, message.at(), this.document,
									this.channelDocument, (previous != null) ? "\"" + previous + "\"" : null)
							.getBytes());
		}
		await().until(() -> this.deliveries.find("default", id).orElseThrow().ended());
		return List.copyOf(COMMANDS);
	}

	/** Sees what the threads of workers send, and who writes for them. */
	@TestConfiguration(proxyBeanMethods = false)
	static class Watching {

		@Bean
		MongoClientSettingsBuilderCustomizer watchedWorkers() {
			return (settings) -> settings.addCommandListener(new CommandListener() {

				@Override
				public void commandStarted(CommandStartedEvent event) {
					String thread = Thread.currentThread().getName();
					if (thread.equals("delivery-writes") || thread.matches("consumer(-\\d+)?")) {
						String name = event.getCommandName();
						COMMANDS.add(name + " " + event.getCommand().getString(name).getValue());
					}
				}

			});
		}

	}

}
