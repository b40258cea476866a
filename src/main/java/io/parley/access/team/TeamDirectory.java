package io.parley.access.team;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.parley.access.audit.AuditedTeams;
import io.parley.store.Ids;
import io.parley.store.RecentReads;
import org.bson.types.ObjectId;

import org.springframework.stereotype.Component;

/**
 * Knows which teams there are, from memory where it has asked the store in the last three
 * seconds. What this instance changes it knows at once.
 */
@Component
public class TeamDirectory implements AuditedTeams {

	private static final Duration AGE = Duration.ofSeconds(3);

	private static final int MOST = 10_000;

	private static final String ALL = "all";

	private final TeamRepository teams;

	private final Ids ids;

	private final RecentReads<String, Team> known = new RecentReads<>(MOST, AGE);

	private final RecentReads<String, List<String>> all = new RecentReads<>(1, AGE);

	TeamDirectory(TeamRepository teams, Ids ids) {
		this.teams = teams;
		this.ids = ids;
	}

	/**
	 * The slugs of all teams that may have data, {@code default} first; those that are
	 * being deleted too.
	 */
	public List<String> all() {
		return this.all.get(ALL, (key) -> Optional.of(readAll())).orElseThrow();
	}

	/**
	 * The team with a slug; nothing where there is none or it is being deleted. A
	 * credential counts only while this team has the id that it was made for.
	 */
	public Optional<Team> find(String slug) {
		return this.known.get(slug, this::read).filter((team) -> !team.isClosed());
	}

	/**
	 * Whether the team with a slug is still the one that had this id, so that what was
	 * made for it counts.
	 */
	public boolean isLive(String slug, ObjectId id) {
		return find(slug).filter((team) -> team.id().equals(id)).isPresent();
	}

	/**
	 * The team with a slug.
	 * @throws IllegalStateException where there is none
	 */
	public Team get(String slug) {
		return find(slug).orElseThrow(() -> new IllegalStateException("There is no team " + slug));
	}

	@Override
	public Optional<ObjectId> idOf(String slug) {
		return find(slug).map(Team::id);
	}

	/** Asks the store again about a team that was changed here. */
	void forget(String slug) {
		this.known.forget(slug);
		this.all.forget(ALL);
	}

	/** Of two instances that make the default team at once, both get that of the one. */
	private Optional<Team> read(String slug) {
		Optional<Team> found = this.teams.find(slug);
		if (found.isEmpty() && slug.equals(Team.DEFAULT)) {
			this.teams.insert(Team.create(this.ids.next(), slug, null));
			return this.teams.find(slug);
		}
		return found;
	}

	private List<String> readAll() {
		Set<String> slugs = new LinkedHashSet<>(Set.of(Team.DEFAULT));
		slugs.addAll(this.teams.slugs());
		return List.copyOf(slugs);
	}

}
