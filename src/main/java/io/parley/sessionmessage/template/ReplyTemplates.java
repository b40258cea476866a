package io.parley.sessionmessage.template;

import java.util.Map;
import java.util.function.Function;

import io.parley.store.JsonObject;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads templates and keeps those that were used last. A template is either
 * {@code {"policy_input_schema": …}} or a JSON Schema of draft 2020-12, in which
 * {@code format} is asserted for the common formats (see {@link BoundedDialect}); an
 * object with the words of neither dialect is a JSON Schema without constraints.
 */
public final class ReplyTemplates {

	private static final String READING = TemplateText.TEMPLATE
			+ " takes too long to read; make it smaller, or its references fewer";

	private static final String CHECKING = TemplateText.REPLY
			+ " takes too long to check against the template; make either of them smaller, or send it again later";

	/**
	 * A large template is read within its time, and several times more on a machine that
	 * has just started.
	 */
	private static final int READING_TIMES = 5;

	private static final ReplyTemplate ANYTHING = (messageData) -> Map.of();

	private final TemplateLimits limits;

	private final TemplateCache cache;

	public ReplyTemplates(TemplateLimits limits) {
		this.limits = limits;
		this.cache = new TemplateCache(limits.cached());
	}

	/**
	 * Reads a template.
	 * @throws InvalidTemplateException if it is not valid in its dialect, or past a limit
	 * @throws TemplateTimeoutException if reading it takes too long
	 */
	public ReplyTemplate of(JsonObject template) {
		if (template.size() == 0) {
			return ANYTHING;
		}
		ReplyTemplate known = this.cache.get(template);
		return (known != null) ? known : read(template);
	}

	private ReplyTemplate read(JsonObject template) {
		ObjectNode tree = JsonTree.of(template.stored());
		int nodes = JsonTree.count(tree);
		if (nodes > this.limits.nodes()) {
			throw new InvalidTemplateException(TemplateText.TEMPLATE,
					"must have at most " + this.limits.nodes() + " JSON values in it, had " + nodes);
		}
		BoundedDialect.load();
		PatternBudget patterns = new PatternBudget();
		Function<JsonNode, Map<String, String>> check = CheckDeadline
			.within(this.limits.time().multipliedBy(READING_TIMES), READING, () -> read(tree, patterns));
		ReplyTemplate read = (messageData) -> CheckDeadline.within(this.limits.time(), CHECKING,
				() -> check.apply(JsonTree.of(messageData.stored())));
		this.cache.put(template, read, nodes, patterns.taken());
		return read;
	}

	private static Function<JsonNode, Map<String, String>> read(ObjectNode tree, PatternBudget patterns) {
		return tree.has(PolicyReader.SCHEMA) ? new PolicyReader(patterns).read(tree)
				: new JsonSchemaReader(patterns).read(tree);
	}

}
