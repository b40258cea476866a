package io.parley.store;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.bson.Document;

import org.springframework.data.mongodb.core.index.CompoundIndexDefinition;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.index.IndexDefinition;
import org.springframework.data.mongodb.core.index.PartialIndexFilter;
import org.springframework.data.domain.Sort.Direction;
import org.springframework.data.mongodb.core.query.Criteria;

/**
 * The indexes that a feature declares for a collection of its own, as a bean. They are
 * made when the service starts, and the tests hold every query of the suite against them:
 * the fields that a query compares for equality come first in the index, then those that
 * it sorts by, then ranges. The team is put before the fields that are named here, except
 * where a method says otherwise.
 *
 * <p>
 * A declaration may change from one version to the next: what is new is built beside the
 * old one, which is dropped afterwards.
 *
 * @param collection the collection's name
 * @param indexes its indexes, without the one on {@code _id}
 * @param content what its documents are to their team
 */
public record CollectionIndexes(String collection, List<IndexDefinition> indexes, Content content) {

	/** The id of the team for which a credential was made. */
	static final String TEAM_ID = "team_id";

	public CollectionIndexes {
		indexes = List.copyOf(indexes);
	}

	/** What documents are to their team, which decides what becomes of them with it. */
	public enum Content {

		/** What the team was given: while there is any the team cannot be deleted. */
		DATA,

		/** What follows from data or is kept for a while only: goes with the team. */
		DERIVED,

		/** What opens doors to the team's data: goes with the team. */
		CREDENTIALS,

		/** What stays, such as a record of what was done. */
		KEPT

	}

	/** A collection of a team's data with no index yet. */
	public static CollectionIndexes of(String collection) {
		return new CollectionIndexes(collection, List.of(), Content.DATA);
	}

	/**
	 * The same of a collection whose documents are derived from data, or kept for a while
	 * only.
	 */
	public CollectionIndexes derived() {
		return new CollectionIndexes(this.collection, this.indexes, Content.DERIVED);
	}

	/**
	 * The same of a collection of credentials. Each has in {@code team_id} the id of the
	 * team for which it was made, by which those of a team that is deleted are found.
	 */
	public CollectionIndexes credentials() {
		return new CollectionIndexes(this.collection, this.indexes, Content.CREDENTIALS).index(TEAM_ID, "_id");
	}

	/** The same of a collection whose documents stay when their team goes. */
	public CollectionIndexes kept() {
		return new CollectionIndexes(this.collection, this.indexes, Content.KEPT);
	}

	/** Also an index that only serves queries. */
	public CollectionIndexes index(String... fields) {
		return with(ofTeam(fields));
	}

	/**
	 * Also an index whose fields together are unique in a team. Until it is there nothing
	 * is inserted into the collection.
	 */
	public CollectionIndexes unique(String... fields) {
		return with(ofTeam(fields).unique());
	}

	/**
	 * Also an index whose fields together are unique among all teams: what a credential
	 * is found by, before it is known whose it is.
	 */
	public CollectionIndexes uniqueInAllTeams(String... fields) {
		return with(of(new Document(), fields).unique());
	}

	/** Also an index that finds documents of whichever team. */
	public CollectionIndexes indexInAllTeams(String... fields) {
		return with(of(new Document(), fields));
	}

	/** Also an index of only those documents that have the last of the fields. */
	public CollectionIndexes partial(String... fields) {
		CompoundIndexDefinition index = ofTeam(fields);
		index.partial(PartialIndexFilter.of(Criteria.where(fields[fields.length - 1]).exists(true)));
		return with(index);
	}

	/**
	 * Also an index by which the store itself removes documents whose time in a field is
	 * further back than the age, whatever their team. The embedded store does not.
	 */
	public CollectionIndexes expiring(String field, Duration age) {
		return with(new Index(field, Direction.ASC).expire(age));
	}

	/** Also an index that another part of the service needs on the collection. */
	public CollectionIndexes with(IndexDefinition index) {
		return new CollectionIndexes(this.collection, Stream.concat(this.indexes.stream(), Stream.of(index)).toList(),
				this.content);
	}

	private static CompoundIndexDefinition ofTeam(String... fields) {
		return of(new Document(TeamTemplate.TEAM, 1), fields);
	}

	private static CompoundIndexDefinition of(Document keys, String... fields) {
		List.of(fields).forEach((field) -> keys.append(field, 1));
		return new CompoundIndexDefinition(keys);
	}

}
