package io.parley.channel;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import io.parley.store.EveryTeam;
import io.parley.store.TeamTemplate;
import io.parley.web.page.CountedPage;
import io.parley.web.page.CountedPageReader;
import io.parley.web.page.PageRequest;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Repository;

/** The channels as they are stored. */
@Repository
class ChannelRepository {

	private static final String VERSION = "version";

	private final TeamTemplate store;

	private final Clock clock;

	private final EveryTeam everyTeam;

	private final CountedPageReader<Channel> pages;

	ChannelRepository(TeamTemplate store, EveryTeam everyTeam, Clock clock) {
		this.store = store;
		this.everyTeam = everyTeam;
		this.clock = clock;
		this.pages = new CountedPageReader<>(store, Channel.class, Channel::id);
	}

	/** The team of the request at hand. */
	String team() {
		return this.store.team();
	}

	CountedPage<Channel> list(PageRequest request) {
		return this.pages.read(Query::new, request);
	}

	/** A channel of the team of the request at hand. */
	Optional<Channel> find(String channelId) {
		return this.store.findOne(byChannelId(channelId), Channel.class);
	}

	/** A channel of a team, also outside a request. */
	Optional<Channel> find(String team, String channelId) {
		return this.store.of(team).findOne(byChannelId(channelId), Channel.class);
	}

	/** Whether a team has the channel of this document, also outside a request. */
	boolean exists(String team, ObjectId id) {
		Query query = new Query(Criteria.where("_id").is(id));
		query.fields().include("_id");
		return this.store.of(team).on(Channel.COLLECTION).findOne(query, Document.class).isPresent();
	}

	/**
	 * Inserts a channel of the team of the request at hand.
	 * @throws org.springframework.dao.DuplicateKeyException when the team has one with
	 * its id
	 */
	Channel insert(Channel channel) {
		return this.store.insert(channel);
	}

	/**
	 * Changes a channel if it is still in the state given, and answers it as it is then.
	 */
	Optional<Channel> change(Channel from, String name, boolean enabled, Channel.Settings settings) {
		Update update = new Update().set("name", name)
			.set("enabled", enabled)
			.set("settings", settings)
			.set("updated_at", this.clock.instant())
			.inc(VERSION, 1);
		return this.store.findAndModify(unchanged(from), update, Channel.class);
	}

	/**
	 * Puts in place of a channel's secrets the same encrypted otherwise, if it is still
	 * in the state given; for callers it stays the same.
	 */
	boolean seal(Channel from, Channel.Settings settings) {
		return this.store.of(from.team())
			.updateFirst(unchanged(from), Update.update("settings", settings), Channel.class) == 1;
	}

	/** Deletes a channel if it is still in the state given. */
	boolean remove(Channel channel) {
		return this.store.remove(unchanged(channel), Channel.class) == 1;
	}

	private static Query byChannelId(String channelId) {
		return new Query(Criteria.where("channel_id").is(channelId));
	}

	private static Query unchanged(Channel from) {
		return new Query(Criteria.where("_id").is(from.id()).and(VERSION).is(from.version()));
	}

	/**
	 * Tells one state of a channel from another.
	 *
	 * @param settings changes also where its version does not
	 */
	record State(ObjectId id, long version, @Nullable Object settings) {

		static State of(Document stored) {
			return new State(stored.getObjectId("_id"),
					((Number) Objects.requireNonNull(stored.get(VERSION))).longValue(), stored.get("settings"));
		}

	}

	/** The states of the channels of all teams. */
	List<State> states() {
		Query query = new Query().with(Sort.by("_id"));
		query.fields()
			.include("_id", VERSION, "settings.secret", "settings.previous_secret", "settings.bot_token",
					"settings.signing_secret");
		try (Stream<Document> channels = this.everyTeam.owned().on(Channel.COLLECTION).stream(query, Document.class)) {
			return channels.map(State::of).toList();
		}
	}

	/** Some channels of whichever teams. */
	List<Channel> all(Collection<ObjectId> ids) {
		return this.everyTeam.owned().find(new Query(Criteria.where("_id").in(ids)), Channel.class);
	}

}
