package io.parley.access.team;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.parley.access.audit.AuditedTeams;
import io.parley.store.Ids;
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

	private final Cache<String, Team> known = Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(AGE).build();

	private final LoadingCache<String, List<String>> all = Caffeine.newBuilder()
		.expireAfterWrite(AGE)
		.build((key) -> readAll());

	TeamDirectory(TeamRepository teams, Ids ids) {
		this.teams = teams;
		this.ids = ids;
	}

	/**
	 * The slugs of all teams that may have data, {@code default} first; those that are
	 * being deleted too.
	 */
	public List<String> all() {
		return this.all.get(ALL);
	}

	/**
	 * The team with a slug; nothing where there is none or it is being deleted. A
	 * credential counts only while this team has the id that it was made for.
	 */
	public Optional<Team> find(String slug) {
		return Optional.ofNullable(this.known.get(slug, this::read)).filter((team) -> !team.isClosed());
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
		this.known.invalidate(slug);
		this.all.invalidateAll();
	}

	/** Slugs that nobody has are not remembered. */
	private Team read(String slug) {
		return this.teams.find(slug).orElseGet(() -> slug.equals(Team.DEFAULT) ? insertDefault() : null);
	}

	/** Of two instances that do this at once, both get the team of the one. */
	private Team insertDefault() {
		this.teams.insert(Team.create(this.ids.next(), Team.DEFAULT, null));
		return this.teams.find(Team.DEFAULT).orElseThrow();
	}

	private List<String> readAll() {
		Set<String> slugs = new LinkedHashSet<>(Set.of(Team.DEFAULT));
		slugs.addAll(this.teams.slugs());
		return List.copyOf(slugs);
	}

}
