package io.parley.access.team;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.parley.Api;
import io.parley.ParleyTest;
import io.parley.store.CollectionIndexes;
import io.parley.store.CollectionIndexes.Content;
import io.parley.store.Ids;
import io.parley.store.TeamCollections;
import io.parley.store.TeamTemplate;
import io.parley.store.Teams;
import io.parley.web.Caller;
import io.parley.web.OperationId;
import io.parley.web.Precondition;
import io.parley.web.ProblemException;
import io.parley.web.page.PageRequest;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.query.Query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Teams are made, found and deleted with what is theirs, and never with data. */
@ParleyTest
class TeamServiceTest {

	private static final Caller ADMIN = new Caller(Caller.Kind.ADMIN, "admin", "admin", Team.DEFAULT, Set.of(), null,
			null);

	private final String slug = Api.id("team");

	@Autowired
	private TeamRepository teams;

	@Autowired
	private TeamDirectory directory;

	@Autowired
	private TeamCollections collections;

	@Autowired
	private TeamTemplate store;

	@Autowired
	private List<CollectionIndexes> declared;

	@Autowired
	private Teams known;

	@Autowired
	private Ids ids;

	private TeamService service;

	@BeforeEach
	void setUp() {
		this.service = new TeamService(this.teams, this.directory, this.collections, () -> Optional.of(ADMIN),
				Clock.systemUTC());
	}

	private Team create(String slug) {
		return this.service.create(new TeamRequest(slug, null), new OperationId(this.ids.next()));
	}

	@Test
	void aTeamIsKnownAtOnceToWhatWorksForAll() {
		assertThat(this.known.all()).startsWith(Team.DEFAULT).doesNotContain(this.slug);
		Team team = create(this.slug);
		assertThat(this.directory.find(this.slug)).hasValue(team);
		assertThat(this.known.all()).startsWith(Team.DEFAULT).contains(this.slug);
		assertThat(this.service.list(PageRequest.of(PageRequest.NEWEST_FIRST, 1000, null)).entries()).startsWith(team)
			.extracting(Team::slug)
			.contains(Team.DEFAULT);
	}

	@Test
	void aRepetitionOfTheSameOperationFindsWhatItMade() {
		OperationId operation = new OperationId(this.ids.next());
		Team first = this.service.create(new TeamRequest(this.slug, "a"), operation);
		assertThat(this.service.create(new TeamRequest(this.slug, "a"), operation)).isEqualTo(first);
		assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> create(this.slug))
			.withMessage("There is a team with slug " + this.slug + " already");
	}

	@Test
	void defaultIsThereFromTheStartAndStays() {
		assertThat(this.directory.find(Team.DEFAULT)).isPresent();
		assertThat(this.service.get(Team.DEFAULT).name()).isEqualTo(Team.DEFAULT);
		assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> create(Team.DEFAULT))
			.withMessageContaining("already");
		assertThatExceptionOfType(ProblemException.class)
			.isThrownBy(() -> this.service.delete(Team.DEFAULT, Precondition.none()))
			.withMessage("Team default cannot be deleted");
	}

	@Test
	void whateverDataATeamHasKeepsIt() {
		List<String> data = this.declared.stream()
			.filter((each) -> each.content() == Content.DATA)
			.map(CollectionIndexes::collection)
			.toList();
		assertThat(data).contains("session_messages", "messages", "participants", "experiments", "experiment_sessions",
				"experiment_messages", "parked_events");
		for (String collection : data) {
			Team team = create(Api.id("team"));
			insert(team.slug(), collection, null);
			assertThatExceptionOfType(ProblemException.class)
				.isThrownBy(() -> this.service.delete(team.slug(), Precondition.none()))
				.withMessage("Team " + team.slug() + " has data and cannot be deleted until that is: " + collection)
				.satisfies((refusal) -> assertThat(refusal.getStatusCode().value()).isEqualTo(409));
			assertThat(this.directory.find(team.slug())).hasValue(team);
			this.store.of(team.slug()).on(collection).remove(new Query(), Document.class);
			this.service.delete(team.slug(), Precondition.none());
			assertThat(this.directory.find(team.slug())).isEmpty();
		}
	}

	@Test
	void whatFollowsATeamGoesWithIt() {
		Team team = create(this.slug);
		List<String> following = this.declared.stream()
			.filter((each) -> Set.of(Content.DERIVED, Content.CREDENTIALS).contains(each.content()))
			.map(CollectionIndexes::collection)
			.toList();
		assertThat(following).contains("idempotency_keys", "threads");
		following.forEach((collection) -> insert(this.slug, collection, team.id()));
		this.service.delete(this.slug, Precondition.none());
		following.forEach(
				(collection) -> assertThat(this.store.of(this.slug).on(collection).findOne(new Query(), Document.class))
					.as(collection)
					.isEmpty());
		assertThat(this.known.all()).doesNotContain(this.slug);
		assertThat(create(this.slug).id()).isNotEqualTo(team.id());
	}

	@Test
	void aSlugIsNotGivenOutAgainWhileSomethingIsLeft() {
		for (String collection : List.of("session_messages", "idempotency_keys")) {
			String slug = Api.id("team");
			create(slug);
			this.service.delete(slug, Precondition.none());
			insert(slug, collection, null);
			assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> create(slug))
				.withMessageEndingWith("while there is something left of it: " + collection);
			assertThat(this.directory.find(slug)).isEmpty();
		}
	}

	@Test
	void aTeamWhoseDeletionWasCutOffIsClosedAndGoesWhenItIsRepeated() {
		Team team = create(this.slug);
		this.teams.close(team, Clock.systemUTC().instant());
		this.directory.forget(this.slug);
		assertThat(this.directory.find(this.slug)).isEmpty();
		assertThat(this.known.all()).contains(this.slug);
		assertThatExceptionOfType(ProblemException.class)
			.isThrownBy(() -> this.service.change(this.slug, new TeamPatchRequest("x"), Precondition.none()))
			.withMessageContaining("is being deleted");
		this.service.delete(this.slug, Precondition.none());
		assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> this.service.get(this.slug))
			.withMessage("There is no team with slug " + this.slug);
	}

	@Test
	void tenThousandTeamsAreReadOnce() {
		List<String> all = this.known.all();
		assertThat(this.known.all()).isSameAs(all);
	}

	private void insert(String team, String collection, ObjectId teamId) {
		Document document = new Document("_id", this.ids.next());
		if (teamId != null) {
			document.append("team_id", teamId);
		}
		for (String field : List.of("session_id", "experiment_id", "participant", "thread", "key", "hash", "username",
				"event_id", "session", "client_id")) {
			document.append(field, Api.id(field));
		}
		this.store.of(team).on(collection).insertStored(document);
	}

}
