package io.parley.message;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.parley.Api;
import io.parley.ParleyTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/** What the OpenAPI document says of users and bots. */
@ParleyTest
@Tag("black-box")
class MessageOpenApiTest {

	private static final Map<String, String> OPERATIONS = Map.ofEntries(Map.entry("GET /users/{user_id}", "getUser"),
			Map.entry("PUT /users/{user_id}", "putUser"), Map.entry("DELETE /users/{user_id}", "deleteUser"),
			Map.entry("GET /bots/{bot_id}", "getBot"), Map.entry("PUT /bots/{bot_id}", "putBot"),
			Map.entry("DELETE /bots/{bot_id}", "deleteBot"),
			Map.entry("GET /users/{user_id}/messages", "listUserMessages"),
			Map.entry("POST /users/{user_id}/messages", "sendUserMessage"),
			Map.entry("GET /users/{user_id}/messages/{message_id}", "getUserMessage"),
			Map.entry("DELETE /users/{user_id}/messages/{message_id}", "deleteUserMessage"),
			Map.entry("GET /users/{user_id}/messages/around/{message_id}", "listUserMessagesAround"),
			Map.entry("GET /users/{user_id}/messages/with/bot/{bot_id}", "listUserMessagesWithBot"),
			Map.entry("GET /users/{user_id}/messages/with/user/{other_user_id}", "listUserMessagesWithUser"),
			Map.entry("DELETE /users/{user_id}/messages/with/bot/{bot_id}", "removeUserMessagesWithBot"),
			Map.entry("DELETE /users/{user_id}/messages/with/user/{other_user_id}", "removeUserMessagesWithUser"),
			Map.entry("GET /users/{user_id}/threads", "listUserThreads"),
			Map.entry("GET /bots/{bot_id}/messages", "listBotMessages"),
			Map.entry("POST /bots/{bot_id}/messages", "sendBotMessage"),
			Map.entry("GET /bots/{bot_id}/messages/{message_id}", "getBotMessage"),
			Map.entry("DELETE /bots/{bot_id}/messages/{message_id}", "deleteBotMessage"),
			Map.entry("GET /bots/{bot_id}/messages/around/{message_id}", "listBotMessagesAround"),
			Map.entry("GET /bots/{bot_id}/messages/with/user/{user_id}", "listBotMessagesWithUser"),
			Map.entry("GET /bots/{bot_id}/messages/with/bot/{other_bot_id}", "listBotMessagesWithBot"),
			Map.entry("DELETE /bots/{bot_id}/messages/with/user/{user_id}", "removeBotMessagesWithUser"),
			Map.entry("DELETE /bots/{bot_id}/messages/with/bot/{other_bot_id}", "removeBotMessagesWithBot"),
			Map.entry("GET /bots/{bot_id}/threads", "listBotThreads"));

	private JsonNode paths(int port) {
		return new Api(port).get("/v3/api-docs").json().get("paths");
	}

	@Test
	void eachOperationIsNamedByWhatItDoesAndEachPathAsTheDocumentNamesIt(@LocalServerPort int port) {
		Map<String, String> found = new LinkedHashMap<>();
		paths(port).properties().forEach((path) -> {
			if (path.getKey().startsWith("/users/") || path.getKey().startsWith("/bots/")) {
				String spelt = path.getKey().replaceFirst("/$", "");
				path.getValue()
					.properties()
					.forEach((operation) -> found.put(operation.getKey().toUpperCase() + " " + spelt,
							operation.getValue().get("operationId").asString()));
			}
		});
		assertThat(found).containsExactlyInAnyOrderEntriesOf(OPERATIONS);
	}

	@Test
	void everyParameterOfAPathIsDescribedAndNamesItsSide(@LocalServerPort int port) {
		paths(port).properties().forEach((path) -> {
			if (path.getKey().startsWith("/users/") || path.getKey().startsWith("/bots/")) {
				List<String> names = java.util.regex.Pattern.compile("\\{(\\w+)}")
					.matcher(path.getKey())
					.results()
					.map((match) -> match.group(1))
					.toList();
				String side = path.getKey().startsWith("/users/") ? "user" : "bot";
				path.getValue().forEach((operation) -> {
					assertThat(operation.get("parameters")
						.valueStream()
						.filter((parameter) -> parameter.get("in").asString().equals("path"))
						.map((parameter) -> parameter.get("name").asString()))
						.containsExactlyInAnyOrderElementsOf(names);
					assertThat(operation.get("summary").asString() + operation.path("description").asString())
						.doesNotContain("participant");
					assertThat(operation.get("tags").get(0).asString().toLowerCase()).startsWith(side);
				});
			}
		});
	}

}
