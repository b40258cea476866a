package io.parley.access;

import io.parley.Api;
import io.parley.ParleyTest;
import io.parley.RawHttp;
import io.parley.RawHttp.RawAnswer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Without credentials, a page of another site in a browser on this machine may do
 * nothing, wherever the service listens.
 */
@ParleyTest
@TestPropertySource(properties = { "server.address=0.0.0.0", "parley.access.open-on-network=true",
		"parley.access.allowed-hosts=parley,Chat.example.org" })
class OpenAccessTest {

	private static final byte[] NOTHING = {};

	private final String id = Api.id("session");

	private RawHttp raw;

	private int port;

	@BeforeEach
	void setUp(@LocalServerPort int port) {
		this.port = port;
		this.raw = new RawHttp(port);
	}

	@ParameterizedTest
	@ValueSource(strings = { "evil.example", "evil.example:8000", "localhost.evil.example", "127.0.0.1.evil.example",
			"203.0.113.7", "[2001:db8::1]", "localhost.", "parley.evil.example", "" })
	void aHostThatIsNotThisServiceIsRefused(String host) {
		RawAnswer answer = this.raw.send("GET /api/sessions/", "Host: " + host + "\r\n", NOTHING);
		assertThat(answer.status()).isIn(400, 403);
		assertThat(answer.isProblem()).as(answer.text()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "localhost", "LOCALHOST:8000", "app.localhost", "127.0.0.1", "127.0.0.1:1", "127.1.2.3",
			"[::1]:8000", "[::1]", "parley:8000", "parley", "chat.example.org" })
	void theNamesOfThisServiceAreServed(String host) {
		assertThat(this.raw.send("GET /api/sessions/", "Host: " + host + "\r\n", NOTHING).status()).isEqualTo(200);
	}

	@Test
	void aRequestWithoutAHostIsServed() {
		assertThat(new String(raw(), java.nio.charset.StandardCharsets.UTF_8)).startsWith("HTTP/1.1 200");
	}

	@ParameterizedTest
	@CsvSource({ "Origin,https://evil.example", "Origin,null", "Origin,http://localhost:1", "Origin,nonsense",
			"Sec-Fetch-Site,cross-site", "Sec-Fetch-Site,same-site" })
	void aForeignSiteWritesNothing(String header, String value) {
		for (String line : new String[] { "POST /sessions/expire", "DELETE /session/" + this.id,
				"PUT /users/" + this.id, "POST /session", "PATCH /session/" + this.id,
				"POST /api/sessions/x/end_experiment_session/" }) {
			RawAnswer answer = this.raw.send(line,
					"Host: localhost:%d\r\n%s: %s\r\n".formatted(this.port, header, value), NOTHING);
			assertThat(answer.status()).as(line).isEqualTo(403);
			assertThat(answer.isProblem()).isTrue();
		}
	}

	@Test
	void aPageOfTheServiceItselfWrites() {
		String own = "Host: localhost:%d\r\n".formatted(this.port);
		for (String headers : new String[] { "", "Origin: http://localhost:" + this.port + "\r\n",
				"Origin: http://LOCALHOST:%d\r\nSec-Fetch-Site: same-origin\r\n".formatted(this.port),
				"Sec-Fetch-Site: none\r\n" }) {
			assertThat(this.raw.send("POST /sessions/expire", own + headers, NOTHING).status()).as(headers)
				.isEqualTo(200);
		}
		assertThat(this.raw.send("POST /sessions/expire", "Host: parley\r\nOrigin: http://parley:80\r\n", NOTHING)
			.status()).isEqualTo(200);
	}

	@Test
	void aForeignSiteMayLeadHere() {
		String link = "Host: localhost:%d\r\nSec-Fetch-Site: cross-site\r\n".formatted(this.port);
		assertThat(this.raw.send("GET /swagger-ui.html", link, NOTHING).status()).isLessThan(400);
	}

	private byte[] raw() {
		try (java.net.Socket socket = new java.net.Socket("127.0.0.1", this.port)) {
			socket.getOutputStream().write("GET /actuator/health/liveness HTTP/1.0\r\n\r\n".getBytes());
			return socket.getInputStream().readAllBytes();
		}
		catch (java.io.IOException ex) {
			throw new java.io.UncheckedIOException(ex);
		}
	}

}
