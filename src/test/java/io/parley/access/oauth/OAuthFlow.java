package io.parley.access.oauth;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.parley.Api;
import io.parley.Browser;
import io.parley.Secured;
import io.parley.store.Sha256;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application and a person's browser that go through OAuth2's code flow by hand, step
 * by step.
 */
public final class OAuthFlow {

	public static final String REDIRECT = "https://board.example.org/in?kept=1";

	public static final String PASSWORD = "correct horse battery";

	public static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

	private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	public final Api api;

	public final int port;

	public final String[] admin;

	public final String username = Api.id("ada");

	public Browser browser;

	public String clientId;

	public String secret;

	public OAuthFlow(int port, String... admin) {
		this.port = port;
		this.api = new Api(port);
		this.admin = (admin.length > 0) ? admin : Secured.admin();
	}

	/** The same application and person at another instance. */
	public OAuthFlow at(int port) {
		OAuthFlow other = new OAuthFlow(port, this.admin);
		other.browser = this.browser.at(port);
		other.clientId = this.clientId;
		other.secret = this.secret;
		return other;
	}

	/** An account with scopes, signed in. */
	public OAuthFlow person(String... scopes) {
		String body = "{\"username\":\"%s\",\"password\":\"%s\",\"scopes\":%s}".formatted(this.username, PASSWORD,
				list(scopes));
		assertThat(this.api.post("/api/accounts/", body, this.admin).status()).isEqualTo(201);
		this.browser = new Browser(this.port);
		HttpResponse<String> signedIn = this.browser.signIn(this.username, PASSWORD);
		assertThat(signedIn.statusCode()).as(signedIn.body()).isIn(302, 303);
		return this;
	}

	public OAuthFlow application(String type, String... scopes) {
		return register("""
				{"name":"Board","redirect_uris":["%s"],"scopes":%s,"client_type":"%s"}""".formatted(REDIRECT,
				list(scopes), type));
	}

	public OAuthFlow register(String body) {
		Api.Answer created = this.api.post("/o/applications/", body, this.admin);
		assertThat(created.status()).as(created.body()).isEqualTo(201);
		this.clientId = created.json().get("client_id").asString();
		this.secret = created.json().has("client_secret") ? created.json().get("client_secret").asString() : null;
		return this;
	}

	/** What is asked for unless said otherwise. */
	public Map<String, String> question(String... changes) {
		Map<String, String> question = new TreeMap<>(Map.of("response_type", "code", "client_id", this.clientId,
				"redirect_uri", REDIRECT, "state", "st/ä&te", "scope", "sessions:read", "code_challenge_method", "S256",
				"code_challenge", challenge(VERIFIER)));
		for (int i = 0; i < changes.length; i += 2) {
			question.put(changes[i], changes[i + 1]);
			if (changes[i + 1] == null) {
				question.remove(changes[i]);
			}
		}
		return question;
	}

	public HttpResponse<String> authorize(String... changes) {
		return this.browser.get("/o/authorize/?" + form(question(changes)));
	}

	/** The consent page that a question leads to. */
	public HttpResponse<String> consentPage(String... changes) {
		HttpResponse<String> asked = authorize(changes);
		assertThat(asked.statusCode()).as(asked.body()).isEqualTo(302);
		URI page = URI.create(header(asked, "Location"));
		assertThat(page.getPath()).isEqualTo("/o/consent");
		return this.browser.get(page.getRawPath() + "?" + page.getRawQuery());
	}

	/** Presses a button of the consent page, with the boxes ticked that are named. */
	public HttpResponse<String> decide(HttpResponse<String> page, String decision, String... scopes) {
		String fields = "client_id=" + encoded(field(page, "client_id")) + "&state=" + encoded(field(page, "state"))
				+ "&decision=" + decision
				+ Arrays.stream(scopes).map((scope) -> "&scope=" + encoded(scope)).collect(Collectors.joining());
		return send("/o/authorize", fields, "Cookie", "sessionid=" + this.browser.cookie("sessionid"));
	}

	/** The code that a question leads to, with the person's consent where it is new. */
	public String code(String... changes) {
		String[] scopes = question(changes).getOrDefault("scope", "sessions:read").split(" ");
		HttpResponse<String> asked = authorize(changes);
		if (!header(asked, "Location").startsWith(REDIRECT)) {
			asked = decide(consentPage(changes), "allow", scopes);
		}
		Map<String, String> back = parameters(asked);
		assertThat(back).containsKey("code");
		return back.get("code");
	}

	public Api.Answer exchange(String code, String... changes) {
		Map<String, String> fields = new LinkedHashMap<>(Map.of("grant_type", "authorization_code", "code", code,
				"redirect_uri", REDIRECT, "code_verifier", VERIFIER));
		return token(fields, changes);
	}

	public Api.Answer refresh(String token, String... changes) {
		return token(new LinkedHashMap<>(Map.of("grant_type", "refresh_token", "refresh_token", token)), changes);
	}

	/** Asks the token endpoint as the application. */
	public Api.Answer token(Map<String, String> fields, String... changes) {
		return ask("/o/token/", fields, changes);
	}

	public Api.Answer revoke(String token) {
		return ask("/o/revoke_token/", new LinkedHashMap<>(Map.of("token", token)));
	}

	public JsonNode introspect(String token) {
		Api.Answer answer = ask("/o/introspect/", new LinkedHashMap<>(Map.of("token", token)));
		assertThat(answer.status()).as(answer.body()).isEqualTo(200);
		return answer.json();
	}

	private Api.Answer ask(String path, Map<String, String> fields, String... changes) {
		for (int i = 0; i < changes.length; i += 2) {
			fields.put(changes[i], changes[i + 1]);
			if (changes[i + 1] == null) {
				fields.remove(changes[i]);
			}
		}
		if (this.secret == null) {
			fields.putIfAbsent("client_id", this.clientId);
			return postForm(path, form(fields));
		}
		return postForm(path, form(fields), "Authorization", basic(this.clientId, this.secret));
	}

	public Api.Answer postForm(String path, String form, String... headers) {
		HttpResponse<String> answer = send(path, form, headers);
		return new Api.Answer(answer.statusCode(), answer);
	}

	private HttpResponse<String> send(String path, String form, String... headers) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + path))
			.setHeader("Content-Type", "application/x-www-form-urlencoded")
			.POST(HttpRequest.BodyPublishers.ofString(form));
		for (int i = 0; i < headers.length; i += 2) {
			request.setHeader(headers[i], headers[i + 1]);
		}
		try {
			return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	public Api.Answer me(String token) {
		return this.api.get("/api/me/", "Authorization", "Bearer " + token);
	}

	public static String basic(String id, String secret) {
		return "Basic " + Base64.getEncoder()
			.encodeToString((encoded(id) + ":" + encoded(secret)).getBytes(StandardCharsets.UTF_8));
	}

	public static String challenge(String verifier) {
		return Base64.getUrlEncoder()
			.withoutPadding()
			.encodeToString(Sha256.digest().digest(verifier.getBytes(StandardCharsets.US_ASCII)));
	}

	/** Where a browser is sent, by its parameters; it must be to the application. */
	public static Map<String, String> parameters(HttpResponse<String> redirect) {
		assertThat(redirect.statusCode()).as(redirect.body()).isEqualTo(302);
		String location = header(redirect, "Location");
		assertThat(location).startsWith(REDIRECT + "&");
		return Arrays.stream(URI.create(location).getRawQuery().split("&"))
			.map((parameter) -> parameter.split("=", 2))
			.collect(Collectors.toMap((parameter) -> parameter[0],
					(parameter) -> URLDecoder.decode(parameter[1], StandardCharsets.UTF_8)));
	}

	public static String field(HttpResponse<String> page, String name) {
		Matcher input = Pattern.compile("name=\"" + name + "\" value=\"([^\"]*)\"").matcher(page.body());
		assertThat(input.find()).as(page.body()).isTrue();
		return input.group(1);
	}

	public static String header(HttpResponse<String> response, String name) {
		return response.headers().firstValue(name).orElse("");
	}

	public static String form(Map<String, String> fields) {
		return fields.entrySet()
			.stream()
			.map((field) -> field.getKey() + "=" + encoded(field.getValue()))
			.collect(Collectors.joining("&"));
	}

	public static String encoded(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

	private static String list(String... texts) {
		return Arrays.stream(texts).map((text) -> "\"" + text + "\"").collect(Collectors.joining(",", "[", "]"));
	}

}
