package io.parley.sessionmessage.template;

import java.util.Map;
import io.parley.store.JsonObject;

public final class ReplyTemplate {

	public static ReplyTemplate of(JsonObject template) {
		return new ReplyTemplate();
	}

	public Map<String, String> validate(JsonObject data) {
		return Map.of();
	}

}
