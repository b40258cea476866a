package io.parley.client.autoconfigure;

import java.net.http.HttpClient;

import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurationExcludeFilter;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;

import io.parley.client.SessionClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class ParleyClientAutoConfigurationTest {

	private static final String URL = "parley.client.api-base-url=http://localhost:1";

	private final ApplicationContextRunner application = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ParleyClientAutoConfiguration.class));

	@Test
	void makesAClientAndClosesItWithTheApplication() {
		SessionClient[] made = new SessionClient[1];
		this.application
			.withPropertyValues(URL, "parley.client.nats-servers=nats://a:1,nats://b:2", "parley.client.api-key=secret",
					"parley.client.connect-timeout=1s", "parley.client.attempt-timeout=2s", "parley.client.deadline=3s",
					"parley.client.poll-interval=100ms")
			.run((context) -> made[0] = context.getBean(SessionClient.class));
		assertThatIllegalStateException().isThrownBy(() -> made[0].expireSessions()).withMessageContaining("closed");
	}

	@Test
	void makesNoneWhereNoServiceIsNamed() {
		this.application.run((context) -> assertThat(context).doesNotHaveBean(SessionClient.class)
			.doesNotHaveBean(ParleyClientProperties.class));
	}

	@Test
	void backsOffFromAnApplicationsOwn() {
		try (SessionClient own = new SessionClient("http://localhost:2")) {
			this.application.withPropertyValues(URL)
				.withBean(SessionClient.class, () -> own)
				.run((context) -> assertThat(context).getBean(SessionClient.class).isSameAs(own));
		}
	}

	@Test
	void letsTheApplicationHaveTheLastWord() {
		boolean[] asked = new boolean[1];
		this.application.withPropertyValues(URL).withBean(SessionClientBuilderCustomizer.class, () -> (builder) -> {
			builder.httpClient(HttpClient.newHttpClient());
			asked[0] = true;
		}).run((context) -> assertThat(context).hasSingleBean(SessionClient.class));
		assertThat(asked).containsExactly(true);
	}

	@Test
	void refusesATimeThatIsNone() {
		this.application.withPropertyValues(URL, "parley.client.deadline=0s")
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.rootCause()
				.hasMessageContaining("deadline must be more than nothing"));
	}

	@Test
	void takesCredentialsFromProperties() {
		this.application
			.withPropertyValues(URL, "parley.client.client-id=app", "parley.client.client-secret=secret",
					"parley.client.scopes=session-messages:read,session-messages:write", "parley.client.api-key=",
					"parley.client.token-url=https://auth.example.com/token", "parley.client.nats-username=u",
					"parley.client.nats-password=p", "parley.client.nats-token= ")
			.run((context) -> assertThat(context).hasSingleBean(SessionClient.class));
	}

	@Test
	void refusesCredentialsThatMakeNoSense() {
		assertRefuses("apiKey and clientCredentials are both given", "parley.client.api-key=key",
				"parley.client.client-id=app", "parley.client.client-secret=s3cret");
		assertRefuses("parley.client.client-id and parley.client.client-secret are set together or not at all",
				"parley.client.client-secret=s3cret");
		assertRefuses("parley.client.nats-username and parley.client.nats-password are set together or not at all",
				"parley.client.nats-username=u");
		assertRefuses("there are natsUserInfo and natsToken", "parley.client.nats-username=u",
				"parley.client.nats-password=s3cret", "parley.client.nats-token=s3cret");
		assertRefuses("natsCredentialsFile is missing", "parley.client.nats-credentials-file=missing");
		assertRefuses("nobody", "parley.client.nats-ssl-bundle=nobody");
		assertRefuses("nobody", "parley.client.ssl-bundle=nobody");
	}

	private void assertRefuses(String sentence, String... properties) {
		this.application.withPropertyValues(URL)
			.withPropertyValues(properties)
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.satisfies((failure) -> assertThat(failure).message().doesNotContain("s3cret"))
				.rootCause()
				.hasMessageContaining(sentence));
	}

	@Test
	void staysOutOfAnApplicationThatOnlyScansItsPackage() {
		new ApplicationContextRunner().withUserConfiguration(Scanning.class)
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(SessionClient.class)
				.doesNotHaveBean(ParleyClientProperties.class));
	}

	@SpringBootConfiguration
	@ComponentScan(basePackages = "io.parley.client",
			excludeFilters = @ComponentScan.Filter(type = FilterType.CUSTOM,
					classes = AutoConfigurationExcludeFilter.class))
	@ConfigurationPropertiesScan("io.parley.client")
	static class Scanning {

	}

}
