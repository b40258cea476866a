package io.parley.sessionmessage;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

import io.parley.sessionmessage.SessionCounts.Stretch;
import io.parley.store.RecentReads;
import io.parley.store.TeamTemplate;
import io.parley.web.ProblemException;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Service;

/**
 * Figures of what a team asks humans. They are kept for a minute, and are no account
 * book: a session whose status changes while it is counted may count twice or not at all.
 */
@Service
public class SessionFigures {

	/** The most days that are counted. */
	public static final int MOST_DAYS = 90;

	/** Of so many of the latest sessions with a reply the time to reply is known. */
	public static final int LATEST_REPLIES = 1000;

	/** How long figures are kept. */
	static final Duration AGE = Duration.ofMinutes(1);

	/** No day more is counted after so long. */
	private static final Duration PATIENCE = Duration.ofMillis(800);

	private static final int MOST_TEAMS = 1000;

	/** What rejects a session spells its status so. */
	private static final String REJECTED = "FAILED";

	private final SessionCounts counts;

	private final TeamTemplate store;

	private final Clock clock;

	private final LongSupplier nanos;

	private final RecentReads<Key, Figures> recent = new RecentReads<>(MOST_TEAMS, AGE);

	@Autowired
	SessionFigures(SessionCounts counts, TeamTemplate store, Clock clock) {
		this(counts, store, clock, System::nanoTime);
	}

	/**
	 * @param nanos by which its patience is measured
	 */
	SessionFigures(SessionCounts counts, TeamTemplate store, Clock clock, LongSupplier nanos) {
		this.counts = counts;
		this.store = store;
		this.clock = clock;
		this.nanos = nanos;
	}

	private record Key(String team, int days) {
	}

	/**
	 * The figures of a team.
	 *
	 * @param at when they were counted
	 * @param days the days in UTC up to today, the latest first; those that there was no
	 * time to count are left out at the end
	 * @param timeToReply nothing where no session was answered
	 */
	public record Figures(Instant at, List<Day> days, Optional<TimeToReply> timeToReply) {
	}

	/**
	 * The sessions that were created on a day, by what has become of them.
	 *
	 * @param asked all of them
	 * @param answered those with a reply that meets its template
	 * @param failed those that were rejected or whose reply did not meet its template
	 * @param expired those whose time passed
	 * @param completed those that ended otherwise, as a caller said
	 * @param open those that have not ended
	 */
	public record Day(LocalDate day, long asked, long answered, long failed, long expired, long completed, long open) {
	}

	/**
	 * How long humans took, from the creation of a session to its valid reply.
	 *
	 * @param sessions of how many of the latest that is
	 * @param median half of them took no longer
	 * @param most nine of ten took no longer
	 */
	public record TimeToReply(int sessions, Duration median, Duration most) {

		/** Of times that are not sorted; there is at least one. */
		static TimeToReply of(List<Duration> times) {
			List<Duration> sorted = times.stream().sorted().toList();
			return new TimeToReply(sorted.size(), rank(sorted, 50), rank(sorted, 90));
		}

		/** The nearest rank: the least that so many of a hundred do not exceed. */
		private static Duration rank(List<Duration> sorted, int percent) {
			return sorted.get((sorted.size() * percent + 99) / 100 - 1);
		}

	}

	/**
	 * The figures of the team of the request at hand for so many days; of more sessions
	 * than can be counted in about a second, for fewer.
	 * @throws ProblemException 400 for less than a day or more than {@link #MOST_DAYS}
	 */
	public Figures of(int days) {
		if (days < 1 || days > MOST_DAYS) {
			throw ProblemException.invalid("days", "days must be from 1 to " + MOST_DAYS);
		}
		Key key = new Key(this.store.team(), days);
		return this.recent.get(key, (wanted) -> Optional.of(read(wanted))).orElseThrow();
	}

	private Figures read(Key key) {
		Instant now = this.clock.instant();
		long deadline = this.nanos.getAsLong() + PATIENCE.toNanos();
		List<Day> days = new ArrayList<>();
		LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
		while (days.size() < key.days() && (days.isEmpty() || this.nanos.getAsLong() < deadline)) {
			days.add(count(key.team(), today.minusDays(days.size())));
		}
		List<Duration> times = this.counts.timesToReply(key.team(), LATEST_REPLIES);
		return new Figures(now, List.copyOf(days),
				times.isEmpty() ? Optional.empty() : Optional.of(TimeToReply.of(times)));
	}

	private Day count(String team, LocalDate day) {
		Stretch stretch = new Stretch(team, day.atStartOfDay(ZoneOffset.UTC).toInstant(),
				day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
		long open = this.counts.open(stretch);
		long answered = this.counts.withStatus(stretch, SessionMessage.VALIDATED);
		long failed = this.counts.withStatus(stretch, SessionMessage.FAILED)
				+ this.counts.withStatus(stretch, REJECTED);
		long expired = this.counts.withStatus(stretch, SessionMessage.EXPIRED);
		long known = open + answered + failed + expired;
		// What moves from one count to another meanwhile is counted twice.
		long asked = Math.max(known, this.counts.all(stretch));
		return new Day(day, asked, answered, failed, expired, asked - known, open);
	}

}
