package io.parley.access.team;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.parley.Api;
import io.parley.ParleyTest;
import io.parley.store.Ids;
import io.parley.store.TeamCollections;
import io.parley.store.TeamTemplate;
import io.parley.web.Caller;
import io.parley.web.OperationId;
import io.parley.web.Precondition;
import io.parley.web.ProblemException;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.AdditionalAnswers;
import org.mockito.Mockito;
import org.mockito.stubbing.Answer;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.query.Query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Wherever the deletion of a team is cut off, nothing is open that should not be. */
@ParleyTest
class TeamDeletionTest {

	private static final Caller ADMIN = new Caller(Caller.Kind.ADMIN, "admin", "admin", Team.DEFAULT, Set.of(), null,
			null);

	/** The writes of a deletion, in their order. */
	private static final List<String> WRITES = List.of("close", "removeCredentials", "removeDerived", "remove");

	private final String slug = Api.id("team");

	private final AtomicInteger writes = new AtomicInteger();

	@Autowired
	private TeamRepository teams;

	@Autowired
	private TeamDirectory directory;

	@Autowired
	private TeamCollections collections;

	@Autowired
	private TeamTemplate store;

	@Autowired
	private Ids ids;

	private TeamService service;

	private Team team;

	@BeforeEach
	void setUp() {
		this.service = service(this.teams, this.collections);
		this.team = this.service.create(new TeamRequest(this.slug, null), new OperationId(this.ids.next()));
		for (String collection : List.of("api_keys", "idempotency_keys")) {
			this.store.of(this.slug)
				.on(collection)
				.insertStored(new Document("_id", this.ids.next()).append("team_id", this.team.id())
					.append("hash", Api.id("hash"))
					.append("key", Api.id("key")));
		}
	}

	private TeamService service(TeamRepository teams, TeamCollections collections) {
		return new TeamService(teams, this.directory, collections, () -> Optional.of(ADMIN), Clock.systemUTC());
	}

	/** The same, but before its n-th write it is as if the service were killed. */
	private <T> T cutOff(Class<T> type, T real, int before) {
		Answer<Object> whole = AdditionalAnswers.delegatesTo(real);
		return Mockito.mock(type, (call) -> {
			if (WRITES.contains(call.getMethod().getName()) && this.writes.getAndIncrement() == before) {
				throw new IllegalStateException("killed before " + call.getMethod().getName());
			}
			return whole.answer(call);
		});
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2, 3 })
	void aDeletionThatIsCutOffOpensNothingAndIsFinishedByARepetition(int before) {
		TeamService killed = service(cutOff(TeamRepository.class, this.teams, before),
				cutOff(TeamCollections.class, this.collections, before));
		assertThatIllegalStateException().isThrownBy(() -> killed.delete(this.slug, Precondition.none()))
			.withMessage("killed before " + WRITES.get(before));
		this.directory.forget(this.slug);
		boolean open = this.directory.find(this.slug).isPresent();
		assertThat(open).isEqualTo(before == 0);
		assertThat(left("api_keys")).isEqualTo(before < 2);
		assertThatExceptionOfType(ProblemException.class)
			.isThrownBy(() -> this.service.create(new TeamRequest(this.slug, null), new OperationId(this.ids.next())))
			.withMessageEndingWith("already");
		this.service.delete(this.slug, Precondition.none());
		assertThat(Stream.of("api_keys", "idempotency_keys").noneMatch(this::left)).isTrue();
		Team anew = this.service.create(new TeamRequest(this.slug, null), new OperationId(this.ids.next()));
		assertThat(anew.id()).isNotEqualTo(this.team.id());
	}

	@Test
	void dataThatComesWhileATeamIsClosedOpensItAgain() {
		TeamCollections late = Mockito.mock(TeamCollections.class, AdditionalAnswers.delegatesTo(this.collections));
		Mockito.when(late.withData(this.slug)).thenReturn(List.of(), List.of("session_messages"));
		assertThatExceptionOfType(ProblemException.class)
			.isThrownBy(() -> service(this.teams, late).delete(this.slug, Precondition.none()))
			.withMessageContaining("has data");
		assertThat(this.directory.find(this.slug).map(Team::id)).hasValue(this.team.id());
		assertThat(left("api_keys")).isTrue();
	}

	@Test
	void aTeamThatWasMadeAnewKeepsItsKeysFromADeletionOfTheOld() {
		this.service.delete(this.slug, Precondition.none());
		Team anew = this.service.create(new TeamRequest(this.slug, null), new OperationId(this.ids.next()));
		this.store.of(this.slug)
			.on("api_keys")
			.insertStored(
					new Document("_id", this.ids.next()).append("team_id", anew.id()).append("hash", Api.id("hash")));
		this.collections.removeCredentials(this.slug, this.team.id());
		assertThat(left("api_keys")).isTrue();
		assertThat(this.teams.remove(this.team)).isFalse();
	}

	private boolean left(String collection) {
		return this.store.of(this.slug).on(collection).findOne(new Query(), Document.class).isPresent();
	}

}
