package io.parley.channel;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

import io.parley.channel.ChannelRepository.State;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Knows the registered channels of all teams from memory. What this instance changes it
 * knows at once, what another changes within five seconds; while the store is away it
 * knows what there was before.
 */
@Component
public class ChannelDirectory {

	/** From one look to the next; which teams there are is known for three seconds. */
	static final Duration PAUSE = Duration.ofSeconds(1);

	private static final Logger log = LoggerFactory.getLogger(ChannelDirectory.class);

	private static final int MOST_AT_ONCE = 500;

	private final ChannelRepository channels;

	private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

	/** Null until the store was looked at. */
	private volatile @Nullable Known known;

	/** What was known when the listeners were told last; null until they were. */
	private volatile @Nullable Set<State> told;

	ChannelDirectory(ChannelRepository channels) {
		this.channels = channels;
	}

	private record Known(Map<State, Channel> byState, Map<Place, Channel> byPlace, Map<String, List<Channel>> byId) {
	}

	private record Place(String team, String channelId) {

		static Place of(Channel channel) {
			return new Place(channel.team(), channel.channelId());
		}

	}

	/** A channel of a team; nothing where none is registered. */
	public Optional<Channel> find(String team, String channelId) {
		return Optional.ofNullable(known().byPlace().get(new Place(team, channelId)));
	}

	/** A channel of a team as the store has it now, whatever is known from memory. */
	public Optional<Channel> findStored(String team, String channelId) {
		return this.channels.find(team, channelId);
	}

	/**
	 * Whether the store has the channel of a document no more. One that is gone never
	 * comes back: made anew, it has another document.
	 */
	public boolean isGone(String team, ObjectId id) {
		return !this.channels.exists(team, id);
	}

	/** The enabled channels of every team over which this service delivers. */
	public List<Channel> delivered() {
		return all().stream().filter((channel) -> channel.enabled() && channel.kindOf().isDelivered()).toList();
	}

	/** The channels of a kind with an id, of every team, enabled or not. */
	public List<Channel> ofKind(ChannelKind kind, String channelId) {
		return known().byId()
			.getOrDefault(channelId, List.of())
			.stream()
			.filter((channel) -> channel.kindOf() == kind)
			.toList();
	}

	/** The channels of every team, enabled or not. */
	public Collection<Channel> all() {
		return known().byPlace().values();
	}

	/**
	 * Has something run after each change of any channel, in the thread that saw it; it
	 * has to be quick.
	 */
	public void whenChanged(Runnable listener) {
		this.listeners.add(listener);
	}

	private Known known() {
		Known now = this.known;
		return (now != null) ? now : read();
	}

	/**
	 * Looks at the store, and tells of what has changed since that was told last, whoever
	 * has read it in between.
	 */
	void refresh() {
		Set<State> states = read().byState().keySet();
		if (!states.equals(this.told)) {
			this.told = states;
			this.listeners.forEach(ChannelDirectory::tell);
		}
	}

	/**
	 * Takes note of a change that was just made here. A store that fails now is looked at
	 * later.
	 */
	void changed() {
		try {
			refresh();
		}
		catch (DataAccessException ex) {
			log.warn("What has changed in the channels is read again in {}: {}", PAUSE, ex.toString());
		}
	}

	private static void tell(Runnable listener) {
		try {
			listener.run();
		}
		catch (RuntimeException ex) {
			log.warn("A change of channels was not taken note of: {}", ex.toString());
		}
	}

	/** One at a time, so that nothing older is put over what is newer. */
	private synchronized Known read() {
		Map<State, Channel> before = (this.known != null) ? this.known.byState() : Map.of();
		List<State> states = this.channels.states();
		Map<ObjectId, Channel> read = readAll(states.stream().filter((state) -> !before.containsKey(state)).toList());
		Map<State, Channel> byState = new HashMap<>();
		Map<Place, Channel> byPlace = new HashMap<>();
		for (State state : states) {
			Channel channel = before.getOrDefault(state, read.get(state.id()));
			if (channel != null) {
				byState.put(state, channel);
				byPlace.put(Place.of(channel), channel);
			}
		}
		Known now = new Known(Map.copyOf(byState), Map.copyOf(byPlace),
				byPlace.values().stream().collect(Collectors.groupingBy(Channel::channelId)));
		this.known = now;
		return now;
	}

	private Map<ObjectId, Channel> readAll(List<State> states) {
		Map<ObjectId, Channel> read = new HashMap<>();
		List<ObjectId> ids = states.stream().map(State::id).toList();
		for (int i = 0; i < ids.size(); i += MOST_AT_ONCE) {
			this.channels.all(new ArrayList<>(ids.subList(i, Math.min(ids.size(), i + MOST_AT_ONCE))))
				.forEach((channel) -> read.put(channel.id(), channel));
		}
		return read;
	}

}
