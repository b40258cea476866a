package io.parley.channel.slack;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a human did in Slack that may be a reply: wrote in a thread, or used a button.
 *
 * @param place where the message is that it is about
 * @param id Slack's own id of it, the same when Slack sends it again
 * @param user the id of the user
 * @param userName what the user is called, where Slack says so; else null
 * @param text what was written; null for a button
 * @param ours whether the message that it is about is one of this app; of a text only
 * @param button which button it was; null for a text
 */
record SlackReply(Place place, String id, String user, @Nullable String userName, @Nullable String text, boolean ours,
		@Nullable SlackButton button) {

	private static final Pattern TIMESTAMP = Pattern.compile("[0-9]{1,12}\\.[0-9]{1,9}");

	private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,200}");

	/**
	 * A text of a human stands in these also: shown in the channel too, or with a file.
	 */
	private static final Set<String> TEXTS = Set.of("", "thread_broadcast", "file_share");

	private static final int LONGEST_NAME = 200;

	/**
	 * A place in Slack.
	 *
	 * @param channel the id of the Slack channel
	 * @param ts the timestamp by which Slack knows the message
	 * @param thread that of the message whose thread it stands in; null for one in none
	 */
	record Place(String channel, String ts, @Nullable String thread) {

		boolean isValid() {
			return ID.matcher(this.channel).matches() && TIMESTAMP.matcher(this.ts).matches()
					&& (this.thread == null || TIMESTAMP.matcher(this.thread).matches());
		}

	}

	/**
	 * A text of a human in a thread; nothing for what bots write, for edits, deletions
	 * and whatever else happens.
	 */
	static Optional<SlackReply> ofEvent(JsonNode callback) {
		JsonNode event = callback.path("event");
		String thread = text(event, "thread_ts");
		boolean human = text(event, "type").equals("message") && TEXTS.contains(text(event, "subtype"))
				&& !event.hasNonNull("bot_id") && !event.hasNonNull("app_id") && !thread.equals(text(event, "ts"));
		if (!human) {
			return Optional.empty();
		}
		List<String> bots = callback.path("authorizations")
			.valueStream()
			.map((authorization) -> text(authorization, "user_id"))
			.filter((user) -> ID.matcher(user).matches())
			.toList();
		String text = SlackText.read(text(event, "text"), bots);
		return Optional
			.of(new SlackReply(new Place(text(event, "channel"), thread, thread), text(callback, "event_id"),
					text(event, "user"), null, text, bots.contains(text(event, "parent_user_id")), null))
			.filter((reply) -> reply.isValid() && !text.isBlank());
	}

	/**
	 * A button or an entry of a list that was chosen; nothing for what is none of ours.
	 */
	static Optional<SlackReply> ofAction(JsonNode payload) {
		JsonNode action = payload.path("actions").path(0);
		String value = action.has("selected_option") ? text(action.path("selected_option"), "value")
				: text(action, "value");
		if (!text(action, "action_id").startsWith(SlackButton.ACTION)) {
			return Optional.empty();
		}
		JsonNode user = payload.path("user");
		String name = text(user, "username").isEmpty() ? text(user, "name") : text(user, "username");
		String ts = text(payload.path("container"), "message_ts");
		String thread = text(payload.path("container"), "thread_ts");
		Place place = new Place(text(payload.path("container"), "channel_id"), ts, thread.isEmpty() ? null : thread);
		return SlackButton.read(value)
			.map((button) -> new SlackReply(place, text(payload, "trigger_id"), text(user, "id"),
					(name.isEmpty() || name.length() > LONGEST_NAME) ? null : name, null, true, button))
			.filter(SlackReply::isValid);
	}

	private boolean isValid() {
		return this.place.isValid() && ID.matcher(this.id).matches() && ID.matcher(this.user).matches();
	}

	private static String text(JsonNode node, String field) {
		return node.path(field).isString() ? node.path(field).asString() : "";
	}

}
