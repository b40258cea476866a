package io.parley.store;

import java.util.List;
import java.util.Set;

import io.parley.store.CollectionIndexes.Content;
import org.bson.Document;
import org.bson.types.ObjectId;

import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/**
 * What a team has in all declared collections together: whether there is anything, and to
 * remove what goes with the team.
 */
@Component
public class TeamCollections {

	private final TeamTemplate store;

	private final List<CollectionIndexes> declared;

	TeamCollections(TeamTemplate store, List<CollectionIndexes> declared) {
		this.store = store;
		this.declared = declared;
	}

	/** The names of the collections in which a team has data; one read for each. */
	public List<String> withData(String team) {
		return holding(team, Set.of(Content.DATA));
	}

	/** The names of the collections in which a team has data or what is derived of it. */
	public List<String> withAnything(String team) {
		return holding(team, Set.of(Content.DATA, Content.DERIVED));
	}

	/** Removes the credentials that were made for a team with this id. */
	public void removeCredentials(String team, ObjectId id) {
		each(Set.of(Content.CREDENTIALS)).forEach((collection) -> documents(team, collection)
			.remove(new Query(Criteria.where(CollectionIndexes.TEAM_ID).is(id)), Document.class));
	}

	/** Removes what is derived of a team's data. */
	public void removeDerived(String team) {
		each(Set.of(Content.DERIVED))
			.forEach((collection) -> documents(team, collection).remove(new Query(), Document.class));
	}

	private List<String> holding(String team, Set<Content> contents) {
		Query any = new Query();
		any.fields().include("_id");
		return each(contents).stream()
			.filter((collection) -> documents(team, collection).findOne(any, Document.class).isPresent())
			.toList();
	}

	private List<String> each(Set<Content> contents) {
		return this.declared.stream()
			.filter((collection) -> contents.contains(collection.content()))
			.map(CollectionIndexes::collection)
			.toList();
	}

	private TeamTemplate documents(String team, String collection) {
		return this.store.of(team).on(collection);
	}

}
