package io.parley.message;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.parley.message.ThreadService.Group;
import io.parley.store.BusyException;
import io.parley.store.KeyPage;
import io.parley.store.MemoryBudget;
import io.parley.store.TeamTemplate;
import io.parley.web.ProblemException;
import org.bson.Document;

import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/**
 * Groups the messages of a participant by any fields: reads of each message only these.
 * Not by the store, since stores do not agree on which arrays are equal.
 */
@Component
class MessageGroups {

	private static final int BATCH = 1000;

	private final TeamTemplate store;

	private final MemoryBudget budget;

	private final MessageProperties properties;

	MessageGroups(TeamTemplate store, MemoryBudget budget, MessageProperties properties) {
		this.store = store;
		this.budget = budget;
		this.properties = properties;
	}

	/**
	 * A page of groups. Every page looks at all messages of the participant, since any of
	 * them may belong to any group.
	 * @throws BusyException when {@code parley.messages.request-time} is not enough
	 * @throws ProblemException 400 for more groups than
	 * {@code parley.messages.max-groups}
	 */
	KeyPage<Group> of(Participant participant, GroupBy groupBy, Page page) {
		Comparator<Group> upwards = Comparator.comparing(Group::newest);
		List<Group> found = groups(participant, groupBy).values()
			.stream()
			.filter((group) -> group.newest() != null && page.holds(group.newest()))
			.sorted(page.isUpwards() ? upwards : upwards.reversed())
			.limit(page.limit() + 1L)
			.toList();
		return Group.page(found, page);
	}

	/** Reads from the newest message on, so that the first of a group is its newest. */
	private Map<GroupKey, Group> groups(Participant participant, GroupBy groupBy) {
		long end = System.nanoTime() + this.properties.requestTime().toNanos();
		Function<Document, GroupKey> key = groupBy.key();
		Map<GroupKey, Group> groups = new HashMap<>();
		Page page = new Page(BATCH, null, null);
		while (page != null) {
			check(participant, groups.size(), end);
			try (MemoryBudget.Reservation memory = this.budget.acquire(0)) {
				KeyPage<Document> read = read(participant, groupBy, page);
				read.entries()
					.forEach((message) -> groups.merge(key.apply(message), new Group(message.getObjectId("_id"), 1),
							(group, next) -> new Group(group.newest(), group.count() + 1)));
				page = read.more()
						? new Page(BATCH, read.entries().get(read.entries().size() - 1).getObjectId("_id"), null)
						: null;
			}
		}
		check(participant, groups.size(), Long.MAX_VALUE);
		return groups;
	}

	private KeyPage<Document> read(Participant participant, GroupBy groupBy, Page page) {
		Query query = new Query(page.of(Criteria.where("participants").is(participant.token()), "_id"));
		query.fields().include(groupBy.storedFields().toArray(String[]::new));
		return this.store.on(Message.COLLECTION).page(query, page.order(), page.limit(), Document.class);
	}

	private void check(Participant participant, int groups, long end) {
		if (groups > this.properties.maxGroups()) {
			throw ProblemException.invalid(GroupBy.PARAMETER,
					GroupBy.PARAMETER + " makes more than " + this.properties.maxGroups()
							+ " groups of the messages of " + participant.inWords()
							+ "; name fields that make fewer, or user_ids and bot_ids");
		}
		if (System.nanoTime() > end) {
			throw new BusyException("The messages of " + participant.inWords() + " could not be grouped within "
					+ this.properties.requestTime().toSeconds() + " s; user_ids and bot_ids together take less time");
		}
	}

}
