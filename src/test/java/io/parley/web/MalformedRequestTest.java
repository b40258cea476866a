package io.parley.web;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

import io.parley.Api;
import io.parley.Api.Answer;
import io.parley.ParleyTest;
import io.parley.RawHttp;
import io.parley.Secured;
import io.parley.RawHttp.RawAnswer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is malformed before any endpoint has a say is refused, in plain words, and does
 * nothing.
 */
@ParleyTest
@Tag("black-box")
class MalformedRequestTest {

	private static final byte[] NOTHING = {};

	private final String id = Api.id("session");

	private int port;

	private Api api;

	private RawHttp raw;

	@BeforeEach
	void setUp(@LocalServerPort int port) {
		this.port = port;
		this.api = new Api(port);
		this.raw = new RawHttp(port);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/api/sessions/", "/api/experiments/", "/users/a/messages", "/bots/a/threads",
			"/session/a", "/actuator/health", "/actuator/prometheus", "/swagger-ui.html", "/swagger-ui/index.html",
			"/v3/api-docs", "/nothing/here", "/" })
	void aQueryThatCannotBeDecodedIsRefused(String path) {
		for (String query : new String[] { "tags=50%", "tags=%FF", "tags=%C0%AF", "tags=%ED%A0%80", "%zz=1", "&=null",
				"=1", "limit=%2" }) {
			RawAnswer answer = this.raw.get(path + "?" + query);
			assertThat(answer.status()).as(path + "?" + query).isEqualTo(400);
			assertThat(answer.isProblem()).as(answer.text()).isTrue();
		}
	}

	@Test
	void aQueryThatCannotBeDecodedIsRefusedWhereNobodyReadsIt() {
		assertThat(this.api.post("/session?a=%FF".replace("%FF", "%25FF"), create()).status()).isEqualTo(201);
		assertThat(this.raw.postJson("/session?a=%FF", create().getBytes(StandardCharsets.UTF_8)).status())
			.isEqualTo(400);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/reply/a?%", "/session/a?%" })
	void aRefusalBeforeAnythingElseIsKeptNowhereAndTellsNobody(String path) {
		assertThat(this.raw.get(path).text()).contains("\r\nCache-Control: no-store\r\n",
				"\r\nReferrer-Policy: no-referrer\r\n", "\r\nX-Content-Type-Options: nosniff\r\n");
	}

	@Test
	void saysWhatOfAStringOrANumberIsWrong() {
		assertThat(this.api.post("/session", "{\"session_id\":\"\\ud800\"}").json().get("detail").asString())
			.isEqualTo("session_id must not hold half of a surrogate pair");
		assertThat(this.api.put("/api/experiments/" + this.id + "/", "{\"version_number\":10000000000}")
			.json()
			.get("detail")
			.asString()).isEqualTo("version_number must be a whole number of at most 32 bits");
	}

	@Test
	void anIdempotencyKeyComesOnce() {
		String keys = "Idempotency-Key: %1$s-1\r\nIdempotency-Key: %1$s-2\r\n".formatted(this.id);
		RawAnswer answer = this.raw.send("POST /session", "Content-Type: application/json\r\n" + keys,
				create().getBytes(StandardCharsets.UTF_8));
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.body()).contains("Idempotency-Key must be given once");
	}

	@Test
	void manyParametersAreRefused() {
		assertThat(this.raw.get("/api/sessions/?" + "a=1&".repeat(1500)).status()).isEqualTo(400);
	}

	@ParameterizedTest
	@ValueSource(strings = { "multipart/form-data", "multipart/form-data; boundary=",
			"application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain", "nonsense",
			"application/json; charset=nonsense", "*/*", "application/*" })
	void anotherKindOfBodyIsRefused(String type) {
		for (String target : new String[] { "POST /session", "POST /sessions", "PUT /session/a",
				"POST /users/a/messages" }) {
			RawAnswer answer = this.raw.send(target, "Content-Type: " + type + "\r\n",
					"a=%FF&=null".getBytes(StandardCharsets.UTF_8));
			assertThat(answer.status()).as(target + " " + type).isIn(400, 415);
			assertThat(answer.isProblem()).as(answer.text()).isTrue();
		}
	}

	@Test
	void aSemicolonInAPathBelongsToTheId() {
		this.api.post("/session", create());
		assertThat(this.raw.send("DELETE /session/" + this.id + ";v=2", "", NOTHING).status()).isEqualTo(404);
		assertThat(this.raw.get("/session/" + this.id + ";v=2").status()).isEqualTo(404);
		assertThat(this.raw.get("/session/" + this.id).status()).isEqualTo(200);
		String user = this.id + ";b";
		this.raw.postJson("/users/" + user + "/messages", "{\"body\":\"x\"}".getBytes(StandardCharsets.UTF_8));
		assertThat(this.api.get("/users/" + Api.segment(user) + "/messages").json()).hasSize(1);
		assertThat(this.api.get("/users/" + this.id + "/messages").json()).isEmpty();
		assertThat(this.raw.get("/users/" + user + "/messages/").body()).contains(this.id + ";b");
	}

	@ParameterizedTest
	@CsvSource({ "/users/a/messages,limit=1&limit=abc", "/users/a/messages,limit=1&limit=2",
			"/api/sessions/,page_size=1&page_size=x", "/api/sessions/,ordering=created_at&ordering=-created_at" })
	void aParameterThatHasOneValueIsGivenOnce(String path, String query) {
		Answer answer = this.api.get(path + "?" + query);
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.json().get("errors").propertyNames()).containsExactly(query.split("=")[0]);
	}

	@ParameterizedTest
	@ValueSource(strings = { "application/json;q=0", "application/json;q=0, */*", "application/*;q=0, text/html",
			"text/html", "*/*;q=0.0" })
	void anAnswerThatIsNotWantedIsNotMade(String accept) {
		assertThat(this.api.post("/session", create(), "Accept", accept).status()).isEqualTo(406);
		assertThat(this.api.get("/session/" + this.id).status()).isEqualTo(404);
	}

	@ParameterizedTest
	@ValueSource(strings = { "application/json;q=0.1", "text/html;q=0, */*", "*/*", "application/*",
			"text/html, */*;q=0.8", "application/json, */*;q=0" })
	void anAnswerThatIsWantedIsMade(String accept) {
		assertThat(this.api.get("/api/sessions/", "Accept", accept).status()).isEqualTo(200);
	}

	@ParameterizedTest
	@CsvSource({ "POST /session,Transfer-Encoding: gzip,501,encoding",
			"POST /session,Expect: nonsense,417,100-continue", "CONNECT a:1,Accept: */*,501,method",
			"TRACE /session,Accept: */*,405,method" })
	void whatHttpServersNeedNotKnowIsRefusedInWordsThatAreTrue(String line, String header, int status, String word) {
		RawAnswer answer = this.raw.send(line, header + "\r\n", NOTHING);
		assertThat(answer.status()).isEqualTo(status);
		assertThat(answer.isProblem()).as(answer.text()).isTrue();
		assertThat(answer.body()).contains(word).doesNotContain("logged");
	}

	@ParameterizedTest
	@ValueSource(strings = { "gzip", "deflate", "br", "x-unknown", "identity, gzip" })
	void aCompressedBodyIsRefused(String coding) {
		Answer answer = this.api.post("/session", create(), "Content-Encoding", coding);
		assertThat(answer.status()).isEqualTo(415);
		assertThat(answer.json().get("detail").asString()).contains("Content-Encoding");
	}

	@Test
	void anIdentityCodingIsNone() {
		assertThat(this.api.post("/session", create(), "Content-Encoding", "identity").status()).isEqualTo(201);
	}

	/**
	 * Overlong forms, a lone continuation, half a pair, past the last code point, cut
	 * off.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "c0af", "e080af", "f08080af", "80", "eda080", "f4908080", "e282", "ff", "c3" })
	void bytesThatAreNoUtf8AreRefusedWhereverTheyStand(String hex) {
		for (String field : new String[] { "session_id", "subject_id", "message_data", "un\u0001" }) {
			ByteArrayOutputStream body = new ByteArrayOutputStream();
			body.writeBytes("{\"session_id\":\"%s\",\"message_data\":{\"%s\":\"".formatted(this.id, field)
				.getBytes(StandardCharsets.UTF_8));
			body.writeBytes(HexFormat.of().parseHex(hex));
			body.writeBytes("\"}}".getBytes(StandardCharsets.UTF_8));
			RawAnswer answer = this.raw.postJson("/session", body.toByteArray());
			assertThat(answer.status()).as(answer.text()).isEqualTo(400);
			assertThat(answer.body()).contains("UTF-8");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE" })
	void jsonIsUtf8(String charset) {
		byte[] body = create().getBytes(Charset.forName(charset));
		assertThat(this.raw.postJson("/session", body).status()).isEqualTo(400);
		RawAnswer said = this.raw.send("POST /session", "Content-Type: application/json; charset=" + charset + "\r\n",
				body);
		assertThat(said.status()).isIn(400, 415);
	}

	@Test
	void aLongNameIsCutBetweenCharacters() {
		Answer answer = this.api.post("/session", "{\"session_id\":\"a\",\"%s\":1}".formatted("𝓣".repeat(200)));
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.json().get("detail").asString()).contains("𝓣…").doesNotContain("\ufffd");
		assertThat(answer.body()).doesNotContainIgnoringCase("\\ud83");
	}

	@ParameterizedTest
	@ValueSource(ints = { 5, 20 })
	void aBodyOverTheLimitGetsAnAnswerThatItsSenderCanRead(int megabytes) throws Exception {
		byte[] body = new byte[megabytes << 20];
		java.util.Arrays.fill(body, (byte) ' ');
		RawAnswer sized = this.raw.postJson("/session", body);
		assertThat(sized.status()).isEqualTo(413);
		assertThat(sized.isProblem()).isTrue();
		byte[] chunked = (Integer.toHexString(body.length) + "\r\n" + new String(body, StandardCharsets.US_ASCII)
				+ "\r\n0\r\n\r\n")
			.getBytes(StandardCharsets.US_ASCII);
		RawAnswer unsized = this.raw.send("POST /session",
				"Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n", chunked);
		assertThat(unsized.status()).isEqualTo(413);
		assertThat(send(BodyPublishers.ofByteArray(body)).statusCode()).isEqualTo(413);
		HttpResponse<String> streamed = send(
				BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(body)));
		assertThat(streamed.statusCode()).isEqualTo(413);
		assertThat(Api.tree(streamed.body()).get("detail").asString()).contains("1048576");
	}

	private HttpResponse<String> send(BodyPublisher body) throws Exception {
		return HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + "/session"))
				.header("X-api-key", Secured.ADMIN_KEY)
				.version(HttpClient.Version.HTTP_1_1)
				.header("Content-Type", "application/json")
				.POST(body)
				.build(), BodyHandlers.ofString());
	}

	private String create() {
		return "{\"session_id\":\"" + this.id + "\"}";
	}

}
