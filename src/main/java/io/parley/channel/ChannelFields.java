package io.parley.channel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

import io.parley.channel.email.EmailAddresses;
import io.parley.channel.http.AddressRules;
import io.parley.channel.http.WebhookSecret;
import io.parley.web.ProblemException;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** Holds what a request says of a channel against what the channel's kind takes. */
@Component
class ChannelFields {

	private static final int LONGEST_TOKEN = 512;

	private static final int LONGEST_SLACK_CHANNEL = 80;

	private static final int LONGEST_SUBJECT = 200;

	private final AddressRules addresses;

	ChannelFields(AddressRules addresses) {
		this.addresses = addresses;
	}

	/**
	 * Refuses what does not belong to the kind or is wrong in it.
	 * @param made whether the channel is new, and needs its secrets
	 * @throws ProblemException 400 that has a sentence for each field
	 */
	void check(ChannelRequest request, ChannelKind kind, boolean made) {
		Errors errors = new Errors(new LinkedHashMap<>());
		errors.refuse("id", request.id(), ChannelFields::isOneLine, "must have no control characters");
		errors.refuse("name", request.name(), ChannelFields::isOneLine, "must have no control characters");
		refuseOthers(request, kind, errors);
		switch (kind) {
			case NATS -> {
			}
			case WEBHOOK -> {
				checkUrl(request, errors);
				Optional.ofNullable(request.secret())
					.flatMap(WebhookSecret::objection)
					.ifPresent((objection) -> errors.add(SecretBox.SECRET, objection));
			}
			case TEAMS -> checkUrl(request, errors);
			case SLACK -> checkSlack(request, made, errors);
			case EMAIL -> checkEmail(request, errors);
		}
		errors.raise();
	}

	private static void refuseOthers(ChannelRequest request, ChannelKind kind, Errors errors) {
		List<String> taken = taken(kind);
		fields(request).forEach((field, value) -> {
			if (value != null && !taken.contains(field)) {
				errors.add(field, "must be absent: a channel of kind " + kind.text() + " takes "
						+ (taken.isEmpty() ? "no field but id, kind, name and enabled" : String.join(", ", taken)));
			}
		});
	}

	private static Map<String, Object> fields(ChannelRequest request) {
		Map<String, Object> fields = new LinkedHashMap<>();
		fields.put("url", request.url());
		fields.put(SecretBox.SECRET, request.secret());
		fields.put("channel", request.channel());
		fields.put(SecretBox.BOT_TOKEN, request.botToken());
		fields.put(SecretBox.SIGNING_SECRET, request.signingSecret());
		fields.put("to", request.to());
		fields.put("subject", request.subject());
		return fields;
	}

	private static List<String> taken(ChannelKind kind) {
		return switch (kind) {
			case NATS -> List.of();
			case WEBHOOK -> List.of("url", SecretBox.SECRET);
			case SLACK -> List.of("channel", SecretBox.BOT_TOKEN, SecretBox.SIGNING_SECRET);
			case TEAMS -> List.of("url");
			case EMAIL -> List.of("to", "subject");
		};
	}

	private void checkUrl(ChannelRequest request, Errors errors) {
		if (errors.require("url", request.url())) {
			this.addresses.objection(Objects.requireNonNull(request.url()))
				.ifPresent((objection) -> errors.add("url", objection));
		}
	}

	private static void checkSlack(ChannelRequest request, boolean made, Errors errors) {
		errors.require("channel", request.channel());
		errors.refuse("channel", request.channel(),
				(text) -> isOneLine(text) && isUpTo(text, LONGEST_SLACK_CHANNEL)
						&& text.chars().noneMatch((c) -> c == ' '),
				"must be the id or name of a Slack channel, of 1 to " + LONGEST_SLACK_CHANNEL
						+ " characters without spaces");
		if (made) {
			errors.require(SecretBox.BOT_TOKEN, request.botToken());
			errors.require(SecretBox.SIGNING_SECRET, request.signingSecret());
		}
		String token = "must have 1 to " + LONGEST_TOKEN + " visible ASCII characters";
		errors.refuse(SecretBox.BOT_TOKEN, request.botToken(), ChannelFields::isToken, token);
		errors.refuse(SecretBox.SIGNING_SECRET, request.signingSecret(), ChannelFields::isToken, token);
	}

	private static void checkEmail(ChannelRequest request, Errors errors) {
		errors.require("to", request.to());
		errors.refuse("to", request.to(), (to) -> to.stream().allMatch(EmailAddresses::isAddress),
				"must only have e-mail addresses, such as ada@example.org, in ASCII, without a display name and of at"
						+ " most " + EmailAddresses.LONGEST + " characters");
		errors.refuse("subject", request.subject(), (text) -> isOneLine(text) && isUpTo(text, LONGEST_SUBJECT),
				"must have 1 to " + LONGEST_SUBJECT + " characters on one line, without control characters");
	}

	/** Whether it may stand in a header: no line breaks, NUL or other controls. */
	private static boolean isOneLine(String text) {
		return text.codePoints().noneMatch((c) -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029);
	}

	private static boolean isUpTo(String text, int most) {
		return !text.isBlank() && text.codePointCount(0, text.length()) <= most;
	}

	private static boolean isToken(String text) {
		return !text.isEmpty() && text.length() <= LONGEST_TOKEN && text.chars().allMatch((c) -> c > ' ' && c < 0x7f);
	}

	/** For each field what is wrong with it. */
	private record Errors(Map<String, List<String>> all) {

		void add(String field, String predicate) {
			this.all.computeIfAbsent(field, (key) -> new ArrayList<>()).add(field + " " + predicate);
		}

		boolean require(String field, @Nullable Object value) {
			if (value == null) {
				add(field, "is required for this kind");
			}
			return value != null;
		}

		<T> void refuse(String field, @Nullable T value, Predicate<T> accepted, String predicate) {
			Optional.ofNullable(value)
				.filter((given) -> !this.all.containsKey(field) && !accepted.test(given))
				.ifPresent((given) -> add(field, predicate));
		}

		void raise() {
			if (!this.all.isEmpty()) {
				throw ProblemException.invalid(this.all);
			}
		}

	}

}
