package io.parley.access.account;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

import io.parley.SecuredTest;
import io.parley.store.EveryTeam;
import io.parley.store.TeamTemplate;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** How long sign-ins last, and that none comes back. Each look is by another instance. */
@SecuredTest
class SignInRepositoryTest {

	/** So late that the sweep of the service itself removes none of these. */
	private static final Instant START = Instant.parse("2100-01-01T00:00:00Z");

	private static final Duration IDLE = Duration.ofHours(1);

	private static final Duration LIFETIME = Duration.ofHours(3);

	private final ObjectId account = new ObjectId();

	@Autowired
	private TeamTemplate store;

	@Autowired
	private EveryTeam everyTeam;

	@Test
	void endsWhenItWasNotUsedForAWhile() {
		SignInSession session = signIn();
		assertThat(at(IDLE.minusSeconds(1)).findById(session.getId())).isNotNull();
		assertThat(at(IDLE).findById(session.getId())).isNull();
	}

	@Test
	void lastsWhileItIsUsedButNotForEver() {
		SignInSession session = signIn();
		for (int minutes = 30; minutes < LIFETIME.toMinutes(); minutes += 30) {
			use(session.getId(), Duration.ofMinutes(minutes));
		}
		assertThat(at(LIFETIME.minusSeconds(1)).findById(session.getId())).isNotNull();
		assertThat(at(LIFETIME).findById(session.getId())).isNull();
	}

	@Test
	void thatItIsUsedIsWrittenOnceAMinute() {
		SignInSession session = signIn();
		use(session.getId(), Duration.ofSeconds(59));
		assertThat(at(Duration.ZERO).findById(session.getId()).getLastAccessedTime()).isEqualTo(START);
		use(session.getId(), Duration.ofSeconds(60));
		assertThat(at(Duration.ZERO).findById(session.getId()).getLastAccessedTime()).isEqualTo(START.plusSeconds(60));
	}

	@Test
	void aRequestOnItsWayDoesNotUndoASignOut() {
		SignInSession session = signIn();
		SignInSession onItsWay = at(Duration.ZERO).findById(session.getId());
		at(Duration.ZERO).deleteById(session.getId());
		onItsWay.setLastAccessedTime(START.plusSeconds(600));
		onItsWay.setAttribute(SignInSession.CREDENTIAL_VERSION, "2");
		at(Duration.ofMinutes(10)).save(onItsWay);
		assertThat(at(Duration.ofMinutes(10)).findById(session.getId())).isNull();
	}

	@Test
	void underAnotherIdTheOldOneHasEnded() {
		SignInSession session = signIn();
		String old = session.getId();
		session.changeSessionId();
		at(Duration.ZERO).save(session);
		assertThat(at(Duration.ZERO).findById(old)).isNull();
		assertThat(at(Duration.ZERO).findById(session.getId()).<String>getAttribute(SignInSession.ACCOUNT))
			.isEqualTo(this.account.toHexString());
	}

	@Test
	void keepsOneOfAnAccountAndEndsTheOthers() {
		SignInSession kept = signIn();
		SignInSession other = signIn();
		Account ada = new Account(this.account, "default", null, "ada", "", null, 2, START, START, 1);
		at(Duration.ZERO).removeOf(ada, Optional.of(kept.getId()));
		assertThat(at(Duration.ZERO).findById(kept.getId())).isNotNull();
		assertThat(at(Duration.ZERO).findById(other.getId())).isNull();
	}

	@Test
	void whatHasRunOutIsRemoved() {
		SignInSession session = signIn();
		at(IDLE).removeEnded();
		assertThat(at(Duration.ZERO).findById(session.getId())).isNotNull();
		at(IDLE.plusSeconds(1)).removeEnded();
		assertThat(at(Duration.ZERO).findById(session.getId())).isNull();
	}

	@Test
	void nothingButASignInIsKeptAndNothingOfItButTexts() {
		SignInSession empty = at(Duration.ZERO).createSession();
		assertThatIllegalStateException().isThrownBy(() -> at(Duration.ZERO).save(empty));
		assertThatIllegalArgumentException().isThrownBy(() -> empty.setAttribute("basket", "x"));
		assertThatIllegalArgumentException().isThrownBy(() -> empty.setAttribute(SignInSession.ACCOUNT, new Object()));
	}

	private SignInSession signIn() {
		SignInRepository now = at(Duration.ZERO);
		SignInSession session = now.createSession();
		session.setAttribute(SignInSession.TEAM, "default");
		session.setAttribute(SignInSession.ACCOUNT, this.account.toHexString());
		session.setAttribute(SignInSession.CREDENTIAL_VERSION, "1");
		now.save(session);
		return session;
	}

	private void use(String id, Duration later) {
		SignInRepository then = at(later);
		SignInSession session = then.findById(id);
		session.setLastAccessedTime(START.plus(later));
		then.save(session);
	}

	private SignInRepository at(Duration later) {
		AccountProperties properties = new AccountProperties(1, Duration.ZERO, IDLE, LIFETIME, 1, Duration.ZERO);
		return new SignInRepository(this.store, this.everyTeam, properties,
				Clock.fixed(START.plus(later), ZoneOffset.UTC));
	}

}
