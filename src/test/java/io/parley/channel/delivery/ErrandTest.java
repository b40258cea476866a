package io.parley.channel.delivery;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

import io.parley.sessionmessage.OutboundMessage.Purpose;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class ErrandTest {

	private final JsonMapper mapper = JsonMapper.builder()
		.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
		.build();

	private Optional<Errand> read(String payload) {
		return Errand.read(this.mapper, "default", "c", payload.getBytes(StandardCharsets.UTF_8));
	}

	@Test
	void readsAMessageThatIsToBeDelivered() {
		Errand errand = read(
				"""
						{"event_type":"sent","team":"x","session_id":"s","subject_id":"u","status":"sent","at":"2026-01-31T09:30:00.000Z",
						 "message_id":"64f380fcfd82d035f7172c98","channel_id":"c","message":{"a":[1.50]},
						 "delivery":{"previous_message_id":"64f380fcfd82d035f7172c97","purpose":"repair","document_id":"64f380fcfd82d035f7172c90","channel_document_id":"64f380fcfd82d035f7172c91"}}""")
			.orElseThrow();
		assertThat(errand.carrier()).isNull();
		assertThat(errand.message().team()).isEqualTo("default");
		assertThat(errand.message().purpose()).isEqualTo(Purpose.REPAIR);
		assertThat(errand.message().previous()).hasToString("64f380fcfd82d035f7172c97");
		assertThat(errand.message().message().stored()).hasToString("Document{{a=[1.50]}}");
		assertThat(errand.isForAnother(new ObjectId("64f380fcfd82d035f7172c91"))).isFalse();
		assertThat(errand.isForAnother(new ObjectId())).isTrue();
	}

	@Test
	void aMessageThatDoesNotSayOfWhichChannelItIsIsForWhicheverHasTheId() {
		Errand errand = read("""
				{"session_id":"s","subject_id":"u","at":"2026-01-31T09:30:00.000Z",
				 "message_id":"64f380fcfd82d035f7172c98","channel_id":"c","message":"m",
				 "delivery":{"previous_message_id":null,"purpose":"ask","document_id":"64f380fcfd82d035f7172c90"}}""")
			.orElseThrow();
		assertThat(errand.message().channelDocumentId()).isNull();
		assertThat(errand.isForAnother(new ObjectId())).isFalse();
	}

	@Test
	void readsAMessageToWhicheverChannelWhereItsSubjectIsThatChannels() {
		byte[] payload = """
				{"session_id":"s","subject_id":"u","at":"2026-01-31T09:30:00.000Z",
				 "message_id":"64f380fcfd82d035f7172c98","channel_id":"a.b","message":"m",
				 "delivery":{"previous_message_id":null,"purpose":"ask","document_id":"64f380fcfd82d035f7172c90"}}"""
			.getBytes(StandardCharsets.UTF_8);
		assertThat(Errand.message(this.mapper, "parley.t.channels.a%2Eb.outbound", payload))
			.hasValueSatisfying((message) -> {
				assertThat(message.team()).isEqualTo("t");
				assertThat(message.channelId()).isEqualTo("a.b");
			});
		assertThat(Errand.message(this.mapper, "parley.t.channels.other.outbound", payload)).isEmpty();
		assertThat(Errand.message(this.mapper, "parley.t.channels.a%2Eb.retry", payload)).isEmpty();
	}

	@Test
	void readsADeliveryThatIsToBeTriedAgain() {
		Errand errand = read("{\"delivery_id\":\"64f380fcfd82d035f7172c98\",\"retry_id\":\"e\"}").orElseThrow();
		assertThat(errand.id()).hasToString("64f380fcfd82d035f7172c98");
		assertThat(errand.carrier()).isEqualTo("e");
		assertThat(errand.message()).isNull();
	}

	@Test
	void skipsWhatAsksThisServiceForNothing() {
		assertThat(read("""
				{"session_id":"s","subject_id":"u","at":"2026-01-31T09:30:00.000Z",
				 "message_id":"64f380fcfd82d035f7172c98","channel_id":"c","message":"m"}""")).isEmpty();
		assertThat(read("{}")).isEmpty();
		assertThat(read("no json")).isEmpty();
		assertThat(read("{\"delivery_id\":\"x\",\"retry_id\":\"e\"}")).isEmpty();
	}

}
