package io.parley.sessionmessage.template;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.keyword.AbstractKeyword;
import com.networknt.schema.keyword.KeywordType;
import com.networknt.schema.keyword.KeywordValidator;
import tools.jackson.databind.JsonNode;

/**
 * The schemas {@code true} and {@code false}, which the library keeps as keywords of
 * those names: in an object they are no keywords.
 */
final class BooleanKeyword extends AbstractKeyword {

	private final KeywordType type;

	BooleanKeyword(KeywordType type) {
		super(type.getValue());
		this.type = type;
	}

	@Override
	public KeywordValidator newValidator(SchemaLocation location, JsonNode node, Schema parent, SchemaContext context) {
		return parent.getSchemaNode().isBoolean() ? this.type.newValidator(location, node, parent, context) : null;
	}

}
