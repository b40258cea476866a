package io.parley.message;

import java.util.ArrayList;
import java.util.List;

import io.parley.message.ThreadService.Group;
import io.parley.store.TeamTemplate;
import org.bson.Document;

import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.aggregation.Aggregation;
import org.springframework.data.mongodb.core.aggregation.AggregationOperation;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.stereotype.Component;

/** Groups the messages of a participant by any fields, in the store. */
@Component
class MessageGroups {

	private final TeamTemplate store;

	MessageGroups(TeamTemplate store) {
		this.store = store;
	}

	/**
	 * A page of groups. The time that it takes grows with the messages of the
	 * participant; past the store's limit it fails, which callers see as a 503.
	 */
	Page.Of<Group> of(Participant participant, GroupBy groupBy, Page page) {
		List<AggregationOperation> stages = new ArrayList<>();
		stages.add(Aggregation.match(Criteria.where("participants").is(participant.token())));
		stages.add((context) -> group(groupBy));
		if (page.isBounded()) {
			stages.add(Aggregation.match(page.range("newest")));
		}
		stages.add(Aggregation.sort(page.isUpwards() ? Sort.Direction.ASC : Sort.Direction.DESC, "newest"));
		stages.add(Aggregation.limit(page.limit() + 1));
		List<Group> found = this.store.aggregate(Message.class, Document.class, stages)
			.stream()
			.map((group) -> new Group(group.getObjectId("newest"), ((Number) group.get("count")).longValue()))
			.toList();
		return page.of(found, Group::newest);
	}

	/**
	 * Of the ids of a group's messages the greatest is the newest. The sets are stored in
	 * a fixed order, so equal sets are equal arrays.
	 */
	private static Document group(GroupBy groupBy) {
		Document key = new Document();
		List<String> paths = groupBy.storedPaths();
		for (int i = 0; i < paths.size(); i++) {
			key.append("k" + i, "$" + paths.get(i));
		}
		return new Document("$group", new Document("_id", key).append("newest", new Document("$max", "$_id"))
			.append("count", new Document("$sum", 1)));
	}

}
