package io.parley.sessionmessage.template;

import java.time.Duration;
import java.util.Map;

import io.parley.store.JsonObject;

/** A template that gives up on a reply which takes too long: such a reply has failed. */
record TimedTemplate(ReplyTemplate template, Duration time) implements ReplyTemplate {

	@Override
	public Map<String, String> validate(JsonObject messageData) {
		try {
			return Deadline.within(this.time, () -> this.template.validate(messageData));
		}
		catch (Deadline.OutOfTimeException ex) {
			return Map.of(Text.REPLY, "takes too long to check against the template; make either of them smaller");
		}
	}

}
