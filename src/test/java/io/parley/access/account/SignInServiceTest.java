package io.parley.access.account;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.parley.access.audit.Audit;
import io.parley.access.limit.Limits;
import io.parley.access.team.TeamDirectory;
import io.parley.web.ProblemException;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

import org.springframework.http.HttpStatus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** How many passwords of a username are tried, also of those that come at once. */
class SignInServiceTest {

	private static final String HERE = "192.0.2.1";

	private static final Account ADA = new Account(new ObjectId(), "team", new ObjectId(), "ada", "hash", List.of(), 1,
			Instant.EPOCH, Instant.EPOCH, 0);

	private final AccountRepository accounts = Mockito.mock(AccountRepository.class);

	private final Passwords passwords = Mockito.mock(Passwords.class);

	private final TeamDirectory teams = Mockito.mock(TeamDirectory.class);

	private final Limits limits = Mockito.mock(Limits.class);

	private final SignInService service = new SignInService(
			this.accounts, this.passwords, this.teams, new SignInLimit(new AccountProperties(1, Duration.ZERO,
					Duration.ofHours(1), Duration.ofHours(1), 2, Duration.ofHours(1)), this.limits),
			Mockito.mock(Audit.class));

	@BeforeEach
	void setUp() {
		Mockito.when(this.accounts.findInAllTeams("ada", 4)).thenReturn(List.of(ADA));
		Mockito.when(this.accounts.find("team", "ada")).thenReturn(Optional.of(ADA));
		Mockito.when(this.accounts.isLive(ADA)).thenReturn(true);
		Mockito.when(this.teams.all()).thenReturn(List.of("team"));
		Mockito.when(this.limits.failuresExceeded(HERE)).thenReturn(Optional.empty());
		Mockito.when(this.passwords.matches("right", "hash")).thenReturn(true);
	}

	@Test
	void oneThatIsBeingTriedCountsAlready() {
		Mockito.when(this.passwords.matches("slow", "hash")).thenAnswer((call) -> {
			assertThat(find("ada", "wrong")).isEmpty();
			assertRefused("ada");
			return false;
		});
		assertThat(find("ada", "slow")).isEmpty();
		assertRefused("ada");
	}

	@Test
	void itIsTheSameUsernameWithATeam() {
		assertThat(find("ada", "wrong")).isEmpty();
		assertThat(find("team/ada", "wrong")).isEmpty();
		assertRefused("ada");
		assertRefused("team/ada");
		assertRefused("another/ada");
	}

	@Test
	void whatSucceedsOrWasNotTriedDoesNotCount() {
		Mockito.when(this.passwords.matches("busy", "hash")).thenThrow(ProblemException.unavailable("Busy"));
		for (int i = 0; i < 5; i++) {
			assertThat(find("ada", "right")).contains(ADA);
			assertThat(refusal("ada", "busy")).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
		}
		assertThat(find("ada", "wrong")).isEmpty();
		assertThat(find("ada", "wrong")).isEmpty();
		assertRefused("ada");
	}

	@Test
	void whatIsTooLongNamesNobodyAndCountsForItsAddress() {
		String longest = "\uD83D\uDE00".repeat(215);
		for (int i = 0; i < 3; i++) {
			assertThat(find(longest + "x", "right")).isEmpty();
		}
		Mockito.verify(this.limits, Mockito.times(3)).failed(HERE);
		Mockito.verifyNoInteractions(this.accounts, this.passwords);
		assertThat(find(longest, "right")).isEmpty();
		Mockito.verify(this.accounts).findInAllTeams(longest, 4);
		Mockito.when(this.limits.failuresExceeded(HERE)).thenReturn(Optional.of(Duration.ofSeconds(1)));
		assertRefused(longest + "x");
	}

	private Optional<Account> find(String name, String password) {
		return this.service.find(name, password, HERE);
	}

	private void assertRefused(String name) {
		assertThat(refusal(name, "right")).isEqualTo(HttpStatus.TOO_MANY_REQUESTS);
	}

	private Object refusal(String name, String password) {
		return catchThrowableOfType(ProblemException.class, () -> find(name, password)).getStatusCode();
	}

}
