package io.parley.store;

import java.util.List;
import java.util.stream.Stream;

import com.mongodb.WriteConcern;
import com.mongodb.client.model.WriteModel;
import org.bson.Document;
import org.bson.types.ObjectId;

import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.stereotype.Component;

/**
 * The operations of {@link TeamTemplate} on the data of all teams at once, for sweeps;
 * never for a caller's request.
 */
@Component
public class EveryTeam {

	private final MongoOperations mongo;

	private final KeyPageReader pages;

	private final IndexStatus indexes;

	private final Teams teams;

	EveryTeam(MongoOperations mongo, KeyPageReader pages, IndexStatus indexes, Teams teams) {
		this.mongo = mongo;
		this.pages = pages;
		this.indexes = indexes;
		this.teams = teams;
	}

	/** What all teams have. */
	public TeamTemplate owned() {
		return over(this.teams.all());
	}

	/** What all teams have, and what was deleted but still has events to publish. */
	public TeamTemplate ownedOrDeleted() {
		return over(Stream.concat(this.teams.all().stream(), Stream.of(TeamTemplate.DELETED)).toList());
	}

	/** What was deleted but still had events to publish. */
	public TeamTemplate deleted() {
		return over(List.of(TeamTemplate.DELETED));
	}

	/**
	 * Whatever there is, of whichever team. Only for what says by itself whose it is: to
	 * find the team of a credential, or a team. Nothing can be inserted or aggregated
	 * here, and a query needs an index that does not begin with the team.
	 */
	public TeamTemplate anyTeam() {
		return new TeamTemplate(this.mongo, this.pages, this.indexes, null, () -> {
			throw new IllegalStateException("An insert belongs to one team");
		});
	}

	/**
	 * A change of one document of that team, also where it was deleted meanwhile.
	 *
	 * @param condition what must be true of the document besides; may be empty
	 */
	public record Change(String team, ObjectId id, Document condition, Document update) {

		WriteModel<Document> statement() {
			Document teams = new Document("$in", List.of(this.team, TeamTemplate.DELETED));
			return BulkChange.ofOne(this.id, this.condition, this.update)
				.statement(new Document(TeamTemplate.TEAM, teams));
		}

	}

	/**
	 * Makes many small changes in one command, in no order. The store acknowledges them
	 * before they are journaled and replicated: only for what does no harm when it is
	 * undone by a failover.
	 */
	public void changeEach(String collection, List<Change> changes) {
		new BulkWrites(this.mongo, collection).change(changes.stream().map(Change::statement).toList(),
				WriteConcern.W1);
	}

	/**
	 * Writes of many threads to a collection, done together, acknowledged as every other
	 * write is.
	 * @param name of the thread that does them
	 */
	public GroupCommit groupCommit(String collection, String name) {
		return new GroupCommit(this.mongo, collection, name);
	}

	private TeamTemplate over(List<String> names) {
		return new TeamTemplate(this.mongo, this.pages, this.indexes, () -> Criteria.where(TeamTemplate.TEAM).in(names),
				() -> {
					throw new IllegalStateException("An insert belongs to one team");
				});
	}

}
