package io.parley;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.parley.Api.Answer;
import io.parley.channel.WithChannels;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every example of the OpenAPI document works as it stands, once there is what it is
 * about. The service has a NATS server of its own, whose stream can refuse an event.
 */
@ParleyTest
@WithChannels
@ContextConfiguration(initializers = { TestServers.class, OpenApiExamplesTest.OwnNats.class })
@TestPropertySource(properties = { "parley.channels.allow-private-addresses=true",
		"parley.channels.slack.api-url=http://127.0.0.1:1" })
@RequiresNats(ownServer = true)
@Tag("black-box")
class OpenApiExamplesTest {

	private static final NatsServer NATS = NatsServer.find().map(NatsServer::startForever).orElse(null);

	/** What only somebody can have made who manages access. */
	private static final Set<String> MANAGED = Set.of("getAccount", "getApplication", "getKey");

	/** After the servers of every test, whose NATS server others share. */
	static final class OwnNats implements ApplicationContextInitializer<ConfigurableApplicationContext> {

		@Override
		public void initialize(ConfigurableApplicationContext context) {
			TestPropertyValues.of("parley.nats.url=" + NATS.url()).applyTo(context);
		}

	}

	@Test
	void everyExampleWorksAsItStandsAndIsAnsweredAsDocumented(@LocalServerPort int port) throws Exception {
		Api api = new Api(port);
		List<DocumentedCall> calls = DocumentedCall.all(api);
		DocumentedAnswers answers = new DocumentedAnswers(calls.get(0).document());
		try (ExampleSubjects subjects = new ExampleSubjects(api, calls, NATS.url())) {
			for (DocumentedCall call : calls) {
				for (String body : call.bodies().isEmpty() ? Arrays.asList((String) null) : call.bodies()) {
					Map<String, String> ids = subjects.bringAbout(call, body);
					Answer answer = api.send(call.method(), call.target(ids), body, subjects.headers(call, body));
					String shown = "%s %s %s: %s".formatted(call.method(), call.path(), body, answer.body());
					answers.check(call.operation(), answer, shown);
					assertWorks(call, answer, shown);
					if (!ids.isEmpty()) {
						assertIsAnId(api.send(call.method(), call.target(Map.of()), body), shown);
					}
				}
			}
		}
	}

	/** The example of an id that the service gives is one that it could have given. */
	private static void assertIsAnId(Answer answer, String shown) {
		assertThat(answer.status()).as("with the example of its id, " + shown)
			.satisfiesAnyOf((status) -> assertThat(status).isBetween(200, 299),
					(status) -> assertThat(status).isEqualTo(404));
	}

	/** While everybody may call, nobody manages access, and there is nothing of that. */
	private static void assertWorks(DocumentedCall call, Answer answer, String shown) {
		if (!Secured.EVERYWHERE && call.managesAccess()) {
			assertThat(answer.status()).as(shown).isEqualTo(403);
		}
		else if (!Secured.EVERYWHERE && MANAGED.contains(call.id())) {
			assertThat(answer.status()).as(shown).isEqualTo(404);
		}
		else {
			assertThat(answer.status()).as(shown).isBetween(200, 299);
		}
	}

}
