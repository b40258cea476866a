package io.parley.access.audit;

import java.util.Optional;
import java.util.function.Supplier;

import io.parley.store.Ids;
import io.parley.web.Caller;
import io.parley.web.Callers;
import io.parley.web.Excerpt;
import io.parley.web.ProblemException;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Keeps what people and keys do that matters later. An action is a short word with dots,
 * such as {@code key.created}. Nothing secret may be given here; texts are cut after 256
 * characters.
 */
@Component
public class Audit {

	private static final int LONGEST = 256;

	/** Whose it is where no team can be told. */
	private static final String DEFAULT = Caller.ANYONE.team();

	private static final String ANONYMOUS = "anonymous";

	private final AuditRepository entries;

	private final AuditedTeams teams;

	private final Callers callers;

	private final Ids ids;

	Audit(AuditRepository entries, AuditedTeams teams, Callers callers, Ids ids) {
		this.entries = entries;
		this.teams = teams;
		this.callers = callers;
		this.ids = ids;
	}

	/**
	 * Keeps what the caller of the request at hand does to something of its team. To be
	 * called before it is done; where it can be refused, {@link #change} is better.
	 */
	public void record(String action, String target) {
		Caller caller = this.callers.caller();
		insert(caller.team(), caller.id(), caller.kind().text(), action, target, address());
	}

	/**
	 * Keeps what somebody did who is no caller, such as a sign-in that failed.
	 * @param team whose account it was about; one that there is not stands for
	 * {@code default}
	 * @param actor the name that was given
	 * @param address where the request came from, or null
	 */
	public void record(@Nullable String team, String actor, @Nullable String address, String action, String target) {
		insert((team != null && this.teams.idOf(team).isPresent()) ? team : DEFAULT, actor, ANONYMOUS, action, target,
				address);
	}

	/**
	 * Keeps what the caller of the request at hand does to something of its team, and
	 * does it. Where that is refused the entry is taken back; where it fails the entry
	 * stays, since it is not known then whether it was done.
	 */
	public <T> T change(String action, String target, Supplier<T> change) {
		return changeOf(this.callers.caller().team(), action, target, change);
	}

	/**
	 * The same of something that does not belong to the team of the request at hand.
	 * @param team who is to know of it
	 */
	public <T> T changeOf(String team, String action, String target, Supplier<T> change) {
		Caller caller = this.callers.caller();
		AuditEntry entry = insert(team, caller.id(), caller.kind().text(), action, target, address());
		try {
			return change.get();
		}
		catch (ProblemException ex) {
			takeBack(entry, ex);
			throw ex;
		}
	}

	/** Where the store fails just then, the entry of what was refused stays. */
	private void takeBack(AuditEntry entry, ProblemException refusal) {
		try {
			this.entries.remove(entry);
		}
		catch (DataAccessException ex) {
			refusal.addSuppressed(ex);
		}
	}

	private AuditEntry insert(String team, String actor, String kind, String action, String target,
			@Nullable String address) {
		ObjectId id = this.ids.next();
		AuditEntry entry = new AuditEntry(id, team, this.teams.idOf(team).orElse(null), bounded(actor), kind,
				bounded(action), bounded(target), (address != null) ? bounded(address) : null, Ids.instant(id));
		this.entries.insert(entry);
		return entry;
	}

	private static @Nullable String address() {
		return Optional.ofNullable(RequestContextHolder.getRequestAttributes())
			.filter(ServletRequestAttributes.class::isInstance)
			.map((request) -> ((ServletRequestAttributes) request).getRequest().getRemoteAddr())
			.orElse(null);
	}

	/** Without NUL, which the store has no place for. */
	private static String bounded(String text) {
		return Excerpt.of(text.replace('\0', '\uFFFD'), LONGEST - 1);
	}

}
