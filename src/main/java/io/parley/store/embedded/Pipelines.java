package io.parley.store.embedded;

import java.util.List;

import de.bwaldvogel.mongo.bson.Document;

/** What a command's aggregation pipeline says about how to run it. */
final class Pipelines {

	private Pipelines() {
	}

	static boolean writes(Document command) {
		return (command.get("pipeline") instanceof List<?> stages) && stages.stream()
			.anyMatch((stage) -> stage instanceof Document named
					&& (named.containsKey("$out") || named.containsKey("$merge")));
	}

}
