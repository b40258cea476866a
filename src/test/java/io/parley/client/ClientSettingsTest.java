package io.parley.client;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ClientSettingsTest {

	@Test
	void prefersTheServersGivenThenTheEnvironmentThenThisMachine() {
		assertThat(ClientSettings.natsServers(List.of("nats://a:1"), "nats://b:2")).containsExactly("nats://a:1");
		assertThat(ClientSettings.natsServers(List.of(), "nats://b:2, nats://c:3")).containsExactly("nats://b:2",
				"nats://c:3");
		assertThat(ClientSettings.natsServers(null, " ")).containsExactly("nats://127.0.0.1:4222");
		assertThat(ClientSettings.natsServers(null, null)).containsExactly("nats://127.0.0.1:4222");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "localhost:8000", "ftp://localhost", "http://", "http:///path" })
	void refusesABaseUrlThatIsNone(String url) {
		assertThatIllegalArgumentException().isThrownBy(() -> new SessionClient(url));
	}

	@Test
	void takesABaseUrlWithASlashAtItsEnd() {
		assertThat(ClientSettings.base("https://example.com/parley/")).hasToString("https://example.com/parley");
	}

}
