package io.parley.sessionmessage.template;

import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.IntPredicate;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.keyword.AbstractKeyword;
import com.networknt.schema.keyword.BaseKeywordValidator;
import com.networknt.schema.keyword.Keyword;
import com.networknt.schema.keyword.KeywordType;
import com.networknt.schema.keyword.KeywordValidator;
import com.networknt.schema.path.NodePath;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A keyword that asks one thing of a value, in place of one of the library's: its
 * {@code uniqueItems} is slow where items were chosen to have equal hashes, its
 * {@code const} copies the whole value into each error, and its bounds compare some
 * numbers as 64-bit integers. The schemas {@code true} and {@code false} are keywords of
 * those names to the library; in an object they are none.
 */
final class CheckKeyword extends AbstractKeyword {

	/** The keywords that are replaced. */
	static final List<Keyword> ALL = List.of(new CheckKeyword(KeywordType.TRUE, (rule, value) -> true),
			new CheckKeyword(KeywordType.FALSE, (rule, value) -> false),
			new CheckKeyword(KeywordType.UNIQUE_ITEMS,
					(rule, value) -> !rule.booleanValue() || !value.isArray() || JsonTree.isUnique(value)),
			new CheckKeyword(KeywordType.CONST,
					(rule, value) -> JsonTree.canonical(rule).equals(JsonTree.canonical(value))),
			bound(KeywordType.MINIMUM, (order) -> order >= 0), bound(KeywordType.MAXIMUM, (order) -> order <= 0),
			bound(KeywordType.EXCLUSIVE_MINIMUM, (order) -> order > 0),
			bound(KeywordType.EXCLUSIVE_MAXIMUM, (order) -> order < 0));

	private final KeywordType type;

	private final BiPredicate<JsonNode, JsonNode> accepts;

	private CheckKeyword(KeywordType type, BiPredicate<JsonNode, JsonNode> accepts) {
		super(type.getValue());
		this.type = type;
		this.accepts = accepts;
	}

	private static CheckKeyword bound(KeywordType type, IntPredicate accepts) {
		return new CheckKeyword(type, (rule, value) -> !value.isNumber()
				|| accepts.test(value.decimalValue().compareTo(rule.decimalValue())));
	}

	@Override
	public @Nullable KeywordValidator newValidator(SchemaLocation location, JsonNode rule, Schema parent,
			SchemaContext context) {
		boolean named = this.type == KeywordType.TRUE || this.type == KeywordType.FALSE;
		return (named && parent.getSchemaNode().isObject()) ? null : new Validator(location, rule, parent, context);
	}

	private final class Validator extends BaseKeywordValidator {

		Validator(SchemaLocation location, JsonNode rule, Schema parent, SchemaContext context) {
			super(CheckKeyword.this.type, rule, location, parent, context);
		}

		@Override
		public void validate(ExecutionContext execution, JsonNode node, JsonNode root, NodePath instance) {
			if (!CheckKeyword.this.accepts.test(this.schemaNode, node)) {
				execution.addError(error().instanceNode(node)
					.instanceLocation(instance)
					.evaluationPath(execution.getEvaluationPath())
					.build());
			}
		}

	}

}
