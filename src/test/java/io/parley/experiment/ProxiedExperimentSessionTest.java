package io.parley.experiment;

import io.parley.Api;
import io.parley.Api.Answer;
import io.parley.ParleyTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Behind a proxy whose forwarded headers are honoured, with experiments registered by
 * hand only.
 */
@ParleyTest
@Tag("black-box")
@TestPropertySource(
		properties = { "server.forward-headers-strategy=framework", "parley.experiments.auto-register=false" })
class ProxiedExperimentSessionTest {

	private static final String[] FORWARDED = { "X-Forwarded-Proto", "https", "X-Forwarded-Host", "chat.example.org",
			"X-Forwarded-Port", "443", "X-Forwarded-Prefix", "/parley" };

	private final String experiment = Api.id("experiment");

	private Api api;

	@BeforeEach
	void setUp(@LocalServerPort int port) {
		this.api = new Api(port);
	}

	@Test
	void everyUrlIsAsTheProxyIsReached() {
		String base = "https://chat.example.org/parley/api";
		Answer put = this.api.put("/api/experiments/" + this.experiment + "/", "{}", FORWARDED);
		assertThat(put.header("Location")).isEqualTo(base + "/experiments/" + this.experiment + "/");
		Answer created = this.api.post("/api/sessions/", "{\"experiment\":\"" + this.experiment + "\"}", FORWARDED);
		this.api.post("/api/sessions/", "{\"experiment\":\"" + this.experiment + "\"}");
		String id = created.json().get("id").asString();
		assertThat(created.header("Location")).isEqualTo(base + "/sessions/" + id + "/");
		assertThat(created.json().get("url").asString()).isEqualTo(base + "/sessions/" + id + "/");
		assertThat(created.json().at("/experiment/url").asString())
			.isEqualTo(base + "/experiments/" + this.experiment + "/");
		JsonNode page = this.api.get("/api/sessions/?page_size=1&experiment=" + this.experiment, FORWARDED).json();
		String next = page.get("next").asString();
		assertThat(next).startsWith(base + "/sessions/?page_size=1&experiment=" + this.experiment + "&cursor=");
		String path = next.substring("https://chat.example.org/parley".length());
		JsonNode second = this.api.get(path, FORWARDED).json();
		assertThat(second.at("/results/0/url").asString()).isEqualTo(base + "/sessions/" + id + "/");
		assertThat(second.get("previous").asString()).startsWith(base + "/sessions/?");
	}

	@Test
	void anExperimentThatIsNotKnownIsRefusedWhereNoneIsRegisteredByItself() {
		Answer refused = this.api.post("/api/sessions/",
				"{\"experiment\":\"" + this.experiment + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");
		assertThat(refused.status()).isEqualTo(400);
		assertThat(refused.json().get("errors").propertyNames()).containsExactly("experiment");
		assertThat(this.api.get("/api/experiments/" + this.experiment).status()).isEqualTo(404);
	}

}
