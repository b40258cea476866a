package io.parley.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;

import io.parley.Api;
import io.parley.ParleyTest;
import io.parley.TestAuthority;
import io.parley.TestAuthority.Issued;
import io.parley.client.SessionClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The service speaks TLS by Spring's own properties, and no answer over it tells by which
 * software it was made.
 */
@ParleyTest
class HttpsTest {

	@TempDir
	static Path directory;

	private static SSLContext trusting;

	@LocalServerPort
	private int port;

	@DynamicPropertySource
	static void certificate(DynamicPropertyRegistry registry) {
		TestAuthority authority = new TestAuthority(directory);
		Issued issued = authority.issue("service", "dns:localhost,ip:127.0.0.1");
		trusting = authority.context(null);
		registry.add("server.ssl.bundle", () -> "service");
		registry.add("spring.ssl.bundle.pem.service.keystore.certificate", () -> "file:" + issued.certificate());
		registry.add("spring.ssl.bundle.pem.service.keystore.private-key", () -> "file:" + issued.key());
	}

	@Test
	void callsAreAnsweredOverTls() throws Exception {
		String id = Api.id("session");
		HttpResponse<String> created = send("POST", "/api/sessions/", "{\"experiment\":\"" + id + "\"}");
		assertThat(created.statusCode()).isEqualTo(201);
		assertThat(created.sslSession())
			.hasValueSatisfying((session) -> assertThat(session.getProtocol()).isIn("TLSv1.3", "TLSv1.2"));
		assertThat(created.headers().firstValue("Location")).hasValueSatisfying(
				(location) -> assertThat(location).matches("(https://localhost:" + this.port + ")?/api/sessions/.*"));
		assertThat(created.body()).contains("\"url\":\"https://localhost:" + this.port + "/api/sessions/");
	}

	@Test
	void theJavaClientCallsOverTlsWithAnAuthorityOfItsOwn() {
		try (SessionClient client = SessionClient.builder("https://localhost:" + this.port)
			.sslContext(trusting)
			.build()) {
			assertThat(client.expireSessions()).containsEntry("status", "expiry_triggered");
		}
	}

	@Test
	void aCallerThatDoesNotKnowTheAuthorityDoesNotCall() {
		assertThatExceptionOfType(SSLHandshakeException.class).isThrownBy(() -> HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create("https://localhost:" + this.port + "/session/a")).build(),
					BodyHandlers.ofString()));
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET /session/a", "GET /actuator/health", "GET /nothing", "PUT /sessions",
			"GET /swagger-ui/index.html", "GET /v3/api-docs", "POST /session", "TRACE /", "GET /error" })
	void anAnswerDoesNotTellWhoMadeIt(String line) throws Exception {
		HttpResponse<String> answer = send(line.split(" ")[0], line.split(" ")[1], "{");
		assertThat(answer.headers().map()).doesNotContainKeys("server", "x-powered-by");
		if (answer.statusCode() >= 400) {
			assertThat(answer.body()).doesNotContainPattern(ServerHeaderTest.SOFTWARE);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET / HTTP/1.1\r\nHost: a b\r\n\r\n", "G@T / HTTP/1.1\r\nHost: localhost\r\n\r\n",
			"GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n", "nonsense\r\n\r\n" })
	void aMalformedRequestIsRefusedByNobodyInParticular(String request) throws Exception {
		try (SSLSocket socket = (SSLSocket) trusting.getSocketFactory().createSocket("localhost", this.port)) {
			ServerHeaderTest.assertTellsNothing(exchange(socket, request));
		}
	}

	@Test
	void aCallWithoutTlsIsRefusedByNobodyInParticular() throws Exception {
		try (Socket socket = new Socket("localhost", this.port)) {
			ServerHeaderTest.assertTellsNothing(exchange(socket, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"));
		}
	}

	private static String exchange(Socket socket, String request) throws IOException {
		socket.setSoTimeout(30_000);
		socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
		socket.getOutputStream().flush();
		ByteArrayOutputStream answer = new ByteArrayOutputStream();
		socket.getInputStream().transferTo(answer);
		return answer.toString(StandardCharsets.UTF_8);
	}

	private HttpResponse<String> send(String method, String path, String body)
			throws IOException, InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(URI.create("https://localhost:" + this.port + path))
			.header("Content-Type", "application/json")
			.method(method, method.equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
			.build();
		return HttpClient.newBuilder().sslContext(trusting).build().send(request, BodyHandlers.ofString());
	}

}
