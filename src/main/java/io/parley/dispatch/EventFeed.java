package io.parley.dispatch;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Tells who listens that something came of the session messages of one team, whichever
 * instance did it. What it was is not told: who hears of it reads anew what may be read.
 * There is a subscription of a team only while somebody listens.
 *
 * <p>
 * At most once: while NATS is away nothing comes, and when it is back everybody is told,
 * since something may have come meanwhile.
 */
@Component
public class EventFeed {

	private static final Logger log = LoggerFactory.getLogger(EventFeed.class);

	/**
	 * How much may wait to be told. What is past it is dropped and changes nothing: those
	 * that wait tell the same.
	 */
	private static final int WAITING_EVENTS = 4096;

	private static final int WAITING_BYTES = 8 << 20;

	private final NatsReadiness nats;

	/** By team; guarded by this, as is the dispatcher. */
	private final Map<String, Set<Listening>> listeners = new HashMap<>();

	private @Nullable ConnectionDispatcher incoming;

	EventFeed(NatsReadiness nats) {
		this.nats = nats;
		nats.whenReady(this::ready);
	}

	/** Somebody who listens, until closed. */
	public final class Listening implements AutoCloseable {

		private final String team;

		private final Runnable told;

		private Listening(String team, Runnable told) {
			this.team = team;
			this.told = told;
		}

		/** Ends it; closing it again does nothing. */
		@Override
		public void close() {
			leave(this);
		}

	}

	/**
	 * Begins to listen.
	 * @param told called for each event, in a thread that all share: it must be quick and
	 * throw nothing
	 */
	public synchronized Listening listen(String team, Runnable told) {
		Listening listening = new Listening(team, told);
		Set<Listening> ofTeam = this.listeners.computeIfAbsent(team, (first) -> new LinkedHashSet<>());
		ofTeam.add(listening);
		if (connect()) {
			this.listeners.keySet().forEach(this::subscribe);
		}
		else if (ofTeam.size() == 1) {
			subscribe(team);
		}
		return listening;
	}

	private synchronized void leave(Listening listening) {
		Set<Listening> ofTeam = this.listeners.getOrDefault(listening.team, Set.of());
		if (ofTeam.remove(listening) && ofTeam.isEmpty()) {
			this.listeners.remove(listening.team);
			ConnectionDispatcher current = this.incoming;
			if (current != null) {
				attempt(() -> current.dispatcher().unsubscribe(subject(listening.team)));
			}
		}
	}

	/**
	 * After a loss the library subscribes anew by itself where the connection is the
	 * same.
	 */
	private void ready() {
		List<Listening> all;
		synchronized (this) {
			if (!this.listeners.isEmpty() && connect()) {
				this.listeners.keySet().forEach(this::subscribe);
			}
			all = this.listeners.values().stream().flatMap(Set::stream).toList();
		}
		all.forEach((listening) -> listening.told.run());
	}

	/** Whether there is a new connection, over which nobody is subscribed yet. */
	private boolean connect() {
		Connection connection = this.nats.connection().orElse(null);
		if (connection == null || ConnectionDispatcher.isOf(connection, this.incoming)) {
			return false;
		}
		this.incoming = null;
		attempt(() -> {
			Dispatcher dispatcher = connection.createDispatcher((message) -> tell(Subjects.team(message.getSubject())));
			dispatcher.setPendingLimits(WAITING_EVENTS, WAITING_BYTES);
			this.incoming = new ConnectionDispatcher(connection, dispatcher);
		});
		return this.incoming != null;
	}

	private void subscribe(String team) {
		ConnectionDispatcher current = this.incoming;
		if (current != null) {
			attempt(() -> current.dispatcher().subscribe(subject(team)));
		}
	}

	private void tell(String team) {
		List<Listening> all;
		synchronized (this) {
			all = List.copyOf(this.listeners.getOrDefault(team, Set.of()));
		}
		all.forEach((listening) -> listening.told.run());
	}

	/** A connection that has just ended refuses; the next one has all subscriptions. */
	private static void attempt(Runnable call) {
		try {
			call.run();
		}
		catch (IllegalStateException ex) {
			log.debug("NATS takes no subscription now: {}", ex.getMessage());
		}
	}

	private static String subject(String team) {
		return Subjects.of(team, "sessions") + ".>";
	}

}
