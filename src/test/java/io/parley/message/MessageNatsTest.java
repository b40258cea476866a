package io.parley.message;

import java.util.List;

import io.nats.client.Connection;
import io.nats.client.Message;
import io.parley.Api;
import io.parley.Api.Answer;
import io.parley.EventLog;
import io.parley.ParleyTest;
import io.parley.RequiresNats;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/** What messages say on a real NATS server. */
@ParleyTest
@Tag("black-box")
@RequiresNats
class MessageNatsTest {

	private final String ann = Api.id("ann");

	private final String ben = Api.id("ben");

	private final String bot = Api.id("bot");

	private Api api;

	private Connection nats;

	@BeforeEach
	void setUp(@LocalServerPort int port) throws Exception {
		this.api = new Api(port);
		this.nats = EventLog.connect(this.api);
	}

	@AfterEach
	void tearDown() throws Exception {
		this.nats.close();
	}

	@Test
	void theSenderAndEachRecipientGetOneEventWithTheMessage() throws Exception {
		Answer sent = this.api.post("/users/" + this.ann + "/messages",
				"{\"body\":\"x\",\"context\":{\"a.b\":1.10},\"user_ids\":[\"%s\",\"%s\",\"%s\"],\"bot_ids\":[\"%s\"]}"
					.formatted(this.ann, this.ben, this.ben, this.bot));
		for (String subject : List.of("users." + this.ann + ".messages.sent",
				"users." + this.ben + ".messages.incoming", "bots." + this.bot + ".messages.incoming")) {
			assertThat(stream("parley.default." + subject, 1)).singleElement()
				.satisfies((event) -> assertThat(new String(event.getData())).isEqualTo(sent.body()));
		}
		assertThat(stream("parley.default.users." + this.ann + ".messages.*", 1)).hasSize(1);
	}

	@Test
	void aBotSendsAndOneWithTheSameIdReceives() throws Exception {
		this.api.post("/bots/" + this.bot + "/messages", "{\"body\":\"x\",\"user_ids\":[\"" + this.bot + "\"]}");
		assertThat(stream("parley.default.bots." + this.bot + ".messages.>", 1)).extracting(Message::getSubject)
			.containsExactly("parley.default.bots." + this.bot + ".messages.sent");
		assertThat(stream("parley.default.users." + this.bot + ".messages.>", 1)).extracting(Message::getSubject)
			.containsExactly("parley.default.users." + this.bot + ".messages.incoming");
	}

	@Test
	void anIdCannotReachAnotherSubject() throws Exception {
		String odd = "a.*.>" + this.ann;
		this.api.post("/users/" + this.ann + "/messages", "{\"body\":\"x\",\"user_ids\":[\"" + odd + "\"]}");
		String token = odd.replace(".", "%2E").replace("*", "%2A").replace(">", "%3E");
		assertThat(stream("parley.default.users." + token + ".messages.incoming", 1)).hasSize(1);
	}

	@Test
	void whatWasSentAndDeletedAtOnceIsAnEventAllTheSame() throws Exception {
		Answer sent = this.api.post("/users/" + this.ann + "/messages", "{\"body\":\"x\"}");
		this.api.delete(sent.header("Location"));
		assertThat(stream("parley.default.users." + this.ann + ".messages.sent", 1)).hasSize(1);
	}

	private List<Message> stream(String filter, int atLeast) throws Exception {
		return EventLog.read(this.nats, filter, atLeast);
	}

}
