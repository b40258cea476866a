package io.parley.channel.slack;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.parley.channel.Attempt.Result;
import io.parley.channel.Channel;
import io.parley.channel.ChannelProperties;
import io.parley.channel.SecretBox;
import io.parley.channel.UnreadableSecretException;
import io.parley.channel.http.CheckedHttp;
import io.parley.channel.http.HttpAnswer;
import io.parley.channel.http.HttpAttempts;
import io.parley.channel.http.HttpCall;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/**
 * Calls methods of Slack's Web API with a channel's token. Slack says most of what went
 * wrong with status 200 and a word in {@code error}.
 */
@Component
class SlackApi {

	/**
	 * The words that say "not now". All others are final: also one that is new, so that a
	 * message that Slack will never take holds up neither its session nor the channel.
	 */
	private static final Set<String> PASSING = Set.of("ratelimited", "rate_limited", "message_limit_exceeded",
			"internal_error", "fatal_error", "service_unavailable", "request_timeout", "update_failed",
			"team_added_to_org", "org_login_required", "external_channel_migrating");

	private static final Pattern WORD = Pattern.compile("[a-z0-9_]{1,64}");

	private final CheckedHttp http;

	private final HttpAttempts attempts;

	private final ChannelProperties properties;

	private final SecretBox secrets;

	private final JsonMapper mapper;

	SlackApi(CheckedHttp http, HttpAttempts attempts, ChannelProperties properties, SecretBox secrets,
			JsonMapper mapper) {
		this.http = http;
		this.attempts = attempts;
		this.properties = properties;
		this.secrets = secrets;
		this.mapper = mapper;
	}

	/** Calls a method, such as {@code chat.postMessage}, once. */
	SlackAnswer call(Channel channel, String method, Map<String, Object> arguments) {
		return call(channel, method, "application/json; charset=utf-8", this.mapper.writeValueAsBytes(arguments));
	}

	/** Calls a method that only reads, once: those take no JSON. */
	SlackAnswer read(Channel channel, String method, Map<String, String> arguments) {
		String form = arguments.entrySet()
			.stream()
			.map((argument) -> argument.getKey() + "=" + URLEncoder.encode(argument.getValue(), StandardCharsets.UTF_8))
			.collect(Collectors.joining("&"));
		return call(channel, method, "application/x-www-form-urlencoded", form.getBytes(StandardCharsets.US_ASCII));
	}

	private SlackAnswer call(Channel channel, String method, String type, byte[] body) {
		String token;
		try {
			token = this.secrets.open(channel, SecretBox.BOT_TOKEN, channel.settings().botToken());
		}
		catch (UnreadableSecretException ex) {
			return new SlackAnswer(Result.FAILED, null, ex.getMessage(), null, null);
		}
		String url = this.properties.slack().apiUrl().replaceFirst("/$", "") + "/" + method;
		Map<String, String> headers = Map.of(HttpHeaders.AUTHORIZATION, "Bearer " + token, HttpHeaders.CONTENT_TYPE,
				type, HttpHeaders.ACCEPT, "application/json");
		return read(method, this.http.sendToConfigured(HttpCall.post(url, headers, body)));
	}

	private SlackAnswer read(String method, HttpAnswer answer) {
		Integer status = answer.status();
		if (status == null) {
			return new SlackAnswer(answer.refused() ? Result.REFUSED : Result.FAILED, null, answer.failure(), null,
					null);
		}
		Duration pause = this.attempts.pause(answer);
		if (!answer.isSuccessful()) {
			return new SlackAnswer(HttpAttempts.isFinal(status) ? Result.REFUSED : Result.FAILED, status,
					"Slack answered " + method + " with status " + status, pause, null);
		}
		JsonNode body = json(answer);
		if (body.path("ok").asBoolean(false)) {
			return new SlackAnswer(Result.DELIVERED, status, null, null, body);
		}
		String error = body.path("error").asString("");
		if (!WORD.matcher(error).matches()) {
			return new SlackAnswer(Result.FAILED, status, "What answered " + method + " was not Slack's Web API", pause,
					null);
		}
		return new SlackAnswer(PASSING.contains(error) ? Result.FAILED : Result.REFUSED, status,
				"Slack refused " + method + ": " + error, pause, null);
	}

	/** Nothing where it is no JSON, or more of it than is read. */
	private JsonNode json(HttpAnswer answer) {
		try {
			return answer.cut() ? this.mapper.missingNode() : this.mapper.readTree(answer.body());
		}
		catch (JacksonException ex) {
			return this.mapper.missingNode();
		}
	}

}
