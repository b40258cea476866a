package io.parley.store.embedded;

import java.util.List;

import de.bwaldvogel.mongo.bson.Document;

/** What a command's aggregation pipeline says about how to run it. */
final class Pipelines {

	private Pipelines() {
	}

	/** The filter of a pipeline that begins with one, else null. */
	static Document firstMatch(Document command) {
		return (!stages(command).isEmpty() && stages(command).get(0) instanceof Document stage
				&& stage.get("$match") instanceof Document filter) ? filter : null;
	}

	static boolean writes(Document command) {
		return stages(command).stream()
			.anyMatch((stage) -> stage instanceof Document named
					&& (named.containsKey("$out") || named.containsKey("$merge")));
	}

	private static List<?> stages(Document command) {
		return (command.get("pipeline") instanceof List<?> stages) ? stages : List.of();
	}

}
