package io.parley.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.PathParameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.utils.SpringDocUtils;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Tells the operations of users and of bots apart in the OpenAPI document, where one
 * method serves both: what the method calls a participant is a user or a bot there, in
 * its operation id, its tag and its texts.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class MessageOpenApi implements OpenApiCustomizer {

	private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");

	private static final Pattern WITH = Pattern.compile("/with/(user|bot)/");

	/** Ids with which the examples of all operations fit together. */
	private static final Map<String, String> EXAMPLES = Map.of("user_id", "ann", "bot_id", "guide", "other_user_id",
			"ben", "other_bot_id", "helper", "message_id", "64f380fcfd82d035f7172c98");

	static {
		SpringDocUtils.getConfig().addRequestWrapperToIgnore(Participant.class, Conversation.class, GroupBy.class);
	}

	@Override
	public void customise(OpenAPI document) {
		document.getPaths().forEach((path, operations) -> {
			if (path.startsWith("/users/")) {
				operations.readOperations().forEach((operation) -> describe(operation, path, "User"));
			}
			else if (path.startsWith("/bots/")) {
				operations.readOperations().forEach((operation) -> describe(operation, path, "Bot"));
			}
		});
		if (document.getTags() != null) {
			document.setTags(document.getTags().stream().flatMap(MessageOpenApi::both).toList());
		}
	}

	private static void describe(Operation operation, String path, String kind) {
		String with = WITH.matcher(path).results().map((match) -> capital(match.group(1))).findFirst().orElse("");
		operation.setOperationId(named(operation.getOperationId().replaceAll("_\\d+$", ""), kind) + with);
		operation.setTags(operation.getTags().stream().map((tag) -> named(tag, kind)).toList());
		operation.setSummary(named(operation.getSummary(), kind));
		operation.setDescription(named(operation.getDescription(), kind));
		List<Parameter> parameters = new ArrayList<>();
		VARIABLE.matcher(path).results().map((match) -> variable(match.group(1))).forEach(parameters::add);
		Stream.ofNullable(operation.getParameters())
			.flatMap(List::stream)
			.filter((given) -> !given.getIn().equals("path"))
			.forEach(parameters::add);
		operation.setParameters(parameters);
		operation.getResponses().putIfAbsent("404", new ApiResponse().$ref("404"));
	}

	/** A tag of both sides as the two that it stands for; any other as it is. */
	private static Stream<Tag> both(Tag tag) {
		return tag.getName().startsWith("Participant") ? Stream.of("User", "Bot")
			.map((kind) -> new Tag().name(named(tag.getName(), kind)).description(named(tag.getDescription(), kind)))
				: Stream.of(tag);
	}

	private static Parameter variable(String name) {
		return new PathParameter().name(name)
			.example(EXAMPLES.get(name))
			.schema(new StringSchema().minLength(1).maxLength(256));
	}

	private static @Nullable String named(@Nullable String text, String kind) {
		return (text != null) ? text.replace("Participant", kind).replace("participant", kind.toLowerCase()) : null;
	}

	private static String capital(String word) {
		return Character.toUpperCase(word.charAt(0)) + word.substring(1);
	}

}
