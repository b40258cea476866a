package io.parley.sessionmessage.template;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What the references of a template lead to, by pointers and by anchors. */
final class SchemaReferences {

	private static final JsonNode NOTHING = JsonNodeFactory.instance.missingNode();

	private final JsonNode root;

	/** What was looked for before: many schemas may have the same reference. */
	private final Map<String, JsonNode> found = new HashMap<>();

	private @Nullable Map<String, JsonNode> anchors;

	SchemaReferences(JsonNode root) {
		this.root = root;
	}

	/** The schema that a reference leads to; a missing node where there is none. */
	JsonNode find(String reference) {
		return this.found.computeIfAbsent(reference, this::lookUp);
	}

	private JsonNode lookUp(String reference) {
		if (!reference.startsWith("#")) {
			return NOTHING;
		}
		String fragment = reference.substring(1);
		return (fragment.isEmpty() || fragment.startsWith("/")) ? pointed(fragment) : anchored(fragment);
	}

	private JsonNode pointed(String fragment) {
		try {
			// A plus is no space in a fragment.
			String pointer = URLDecoder.decode(fragment.replace("+", "%2B"), StandardCharsets.UTF_8);
			return this.root.at(JsonPointer.compile(pointer));
		}
		catch (IllegalArgumentException ex) {
			return NOTHING;
		}
	}

	private JsonNode anchored(String name) {
		if (this.anchors == null) {
			Map<String, JsonNode> found = new HashMap<>();
			collect(this.root, found);
			this.anchors = found;
		}
		return this.anchors.getOrDefault(name, NOTHING);
	}

	/** Of two schemas with the same anchor the first one counts. */
	private static void collect(JsonNode node, Map<String, JsonNode> anchors) {
		for (String keyword : new String[] { "$anchor", "$dynamicAnchor" }) {
			if (node.path(keyword).isString()) {
				anchors.putIfAbsent(node.path(keyword).stringValue(), node);
			}
		}
		node.forEach((member) -> collect(member, anchors));
	}

}
