package io.parley.sessionmessage;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import io.parley.Api;
import io.parley.ParleyTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/** What each request asks the store while its caller waits. */
@ParleyTest
@Tag("black-box")
@Import(SessionMessageCommandsTest.Watching.class)
class SessionMessageCommandsTest {

	private static final Queue<String> COMMANDS = new ConcurrentLinkedQueue<>();

	private static final String MESSAGE = "{\"channel_id\":\"c\",\"message\":\"m\"}";

	private final String id = Api.id("session");

	private Api api;

	@BeforeEach
	void setUp(@LocalServerPort int port) {
		this.api = new Api(port);
	}

	/**
	 * A message is sent by whether its channel is registered now, which is another read.
	 */
	@Test
	void aReadIsOneCommandAndAChangeIsAReadAndAWrite() {
		String session = "/session/" + this.id;
		String reply = "{\"session_id\":\"%s\",\"response_data\":{\"a\":1}}".formatted(this.id);
		assertThat(asked("POST", "/session", "{\"session_id\":\"" + this.id + "\"}")).containsExactly("insert");
		assertThat(asked("GET", session, null)).containsExactly("find");
		assertThat(asked("PUT", session, "{\"subject_id\":\"s\"}")).containsExactly("find", "findAndModify");
		assertThat(asked("PUT", session, "{\"subject_id\":\"s\"}")).containsExactly("find");
		assertThat(asked("POST", "/sessions/" + this.id + "/send_message", MESSAGE)).containsExactly("find", "find",
				"findAndModify");
		assertThat(asked("POST", "/webhook/validate_response", reply)).containsExactly("find");
		assertThat(asked("POST", "/channels/response", reply)).containsExactly("find", "findAndModify");
		assertThat(asked("POST", "/sessions", "{\"session_id\":\"" + this.id + "\"}")).containsExactly("find");
		assertThat(asked("POST", "/sessions/expire", null)).containsExactly("update");
		assertThat(asked("DELETE", session, null)).containsExactly("find", "findAndModify");
		assertThat(asked("GET", session, null)).containsExactly("find");
	}

	private List<String> asked(String method, String path, String body) {
		COMMANDS.clear();
		assertThat(this.api.send(method, path, body).status()).isIn(200, 201, 202, 404);
		return List.copyOf(COMMANDS);
	}

	/** Sees the commands that are sent by the threads of requests, and no other's. */
	@TestConfiguration(proxyBeanMethods = false)
	static class Watching {

		@Bean
		MongoClientSettingsBuilderCustomizer watched() {
			return (settings) -> settings.addCommandListener(new CommandListener() {

				@Override
				public void commandStarted(CommandStartedEvent event) {
					if (Thread.currentThread().getName().contains("-exec-")) {
						COMMANDS.add(event.getCommandName());
					}
				}

			});
		}

	}

}
