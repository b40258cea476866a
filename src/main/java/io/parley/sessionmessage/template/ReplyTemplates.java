package io.parley.sessionmessage.template;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import io.parley.store.JsonObject;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads templates and keeps those that were used last. A template is either
 * {@code {"policy_input_schema": …}} or a JSON Schema of draft 2020-12 (CONTRACT §2), in
 * which {@code format} is asserted for the common formats (see {@link BoundedDialect});
 * an object with the words of neither dialect is a JSON Schema without constraints.
 */
public final class ReplyTemplates {

	private static final String POLICY = "policy_input_schema";

	/**
	 * Larger templates are not kept, so that what is kept fits into some tens of
	 * megabytes.
	 */
	private static final int NODES_KEPT = 500;

	/**
	 * A large template is read within its time, and several times more on a machine that
	 * has just started.
	 */
	private static final int READING = 5;

	private static final ReplyTemplate ANYTHING = (messageData) -> Map.of();

	private final TemplateLimits limits;

	private final Map<JsonObject, ReplyTemplate> kept;

	public ReplyTemplates(TemplateLimits limits) {
		this.limits = limits;
		this.kept = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {

			@Override
			protected boolean removeEldestEntry(Map.Entry<JsonObject, ReplyTemplate> eldest) {
				return size() > limits.cached();
			}

		});
	}

	/**
	 * Reads a template.
	 * @throws InvalidTemplateException if it is not valid in its dialect, or past a limit
	 */
	public ReplyTemplate of(JsonObject template) {
		if (template.size() == 0) {
			return ANYTHING;
		}
		ReplyTemplate known = this.kept.get(template);
		return (known != null) ? known : read(template);
	}

	private ReplyTemplate read(JsonObject template) {
		ObjectNode tree = JsonTree.of(template.stored());
		int nodes = JsonTree.count(tree);
		if (nodes > this.limits.nodes()) {
			throw new InvalidTemplateException(Text.TEMPLATE,
					"must have at most " + this.limits.nodes() + " JSON values in it, had " + nodes);
		}
		BoundedDialect.load();
		try {
			ReplyTemplate read = Deadline.within(this.limits.time().multipliedBy(READING), () -> read(tree));
			if (nodes <= NODES_KEPT) {
				this.kept.put(template, read);
			}
			return read;
		}
		catch (Deadline.OutOfTimeException ex) {
			throw new InvalidTemplateException(Text.TEMPLATE,
					"takes too long to read; make it smaller, or its references fewer");
		}
	}

	private ReplyTemplate read(ObjectNode tree) {
		ReplyTemplate read = tree.has(POLICY) ? PolicyReader.read(tree) : JsonSchemaReader.read(tree);
		return new TimedTemplate(read, this.limits.time());
	}

}
