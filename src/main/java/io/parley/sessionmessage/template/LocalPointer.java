package io.parley.sessionmessage.template;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

import tools.jackson.databind.JsonNode;

/**
 * Follows the fragment of a reference, a JSON Pointer whose tokens are percent-encoded.
 */
final class LocalPointer {

	private LocalPointer() {
	}

	/** What the pointer leads to, or null if that is nothing. */
	static JsonNode resolve(JsonNode root, String pointer) {
		JsonNode node = root;
		String[] tokens = pointer.split("/", -1);
		for (int i = 1; i < tokens.length && node != null; i++) {
			String token = decoded(tokens[i]);
			node = (token == null) ? null : node.isArray() ? element(node, token) : node.get(token);
		}
		return node;
	}

	private static String decoded(String token) {
		try {
			return URLDecoder.decode(token.replace("+", "%2B"), StandardCharsets.UTF_8)
				.replace("~1", "/")
				.replace("~0", "~");
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	private static JsonNode element(JsonNode array, String token) {
		return token.matches("0|[1-9][0-9]{0,8}") ? array.get(Integer.parseInt(token)) : null;
	}

}
