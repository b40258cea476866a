package io.parley.message;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import io.parley.Api;
import io.parley.Api.Answer;
import io.parley.ParleyTest;
import io.parley.message.MessageModel.Group;
import io.parley.message.MessageModel.Party;
import io.parley.message.MessageModel.Sent;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random sends, removals and deletions between a few users and bots, over HTTP; every
 * list, conversation, window and thread is then as {@link MessageModel} says. A run is
 * repeated with {@code -Dparley.test.seed=…}.
 */
@ParleyTest
@Tag("black-box")
class MessagePropertyTest {

	private static final int STEPS = Integer.getInteger("parley.test.steps", 60);

	private static final Map<String, Function<Sent, Object>> GROUPINGS = Map.of("['user_ids','bot_ids']",
			(message) -> List.of(message.users(), message.bots()), "sender_id", (message) -> message.sender().id(),
			"bot_ids,sender_type", (message) -> List.of(message.bots(), message.sender().type()), "context.quest.id",
			(message) -> String.valueOf(message.quest()));

	private final MessageModel model = new MessageModel();

	private final List<Party> parties = Stream.of(true, false)
		.flatMap((user) -> Stream.of(new Party(user, Api.id("a")), new Party(user, Api.id("b")),
				new Party(user, Api.id("c"))))
		.toList();

	private Random random;

	private Api api;

	@BeforeEach
	void setUp(@LocalServerPort int port) {
		this.api = new Api(port);
	}

	static LongStream seeds() {
		Long given = Long.getLong("parley.test.seed");
		return (given != null) ? LongStream.of(given) : new Random().longs(2);
	}

	@ParameterizedTest
	@MethodSource("seeds")
	void everythingIsAsTheModelSays(long seed) {
		this.random = new Random(seed);
		for (int step = 1; step <= STEPS; step++) {
			String done = step();
			if (step % 10 == 0 || !done.startsWith("sent")) {
				compare("seed %d, step %d, %s".formatted(seed, step, done));
			}
		}
	}

	private String step() {
		return switch (this.random.nextInt(12)) {
			case 0, 1 -> delete();
			case 2 -> remove();
			default -> send();
		};
	}

	private String send() {
		Party sender = pick(this.parties);
		List<String> users = some(true);
		List<String> bots = some(false);
		String quest = pick(Arrays.asList(null, "1", "\"1\"", "[1,2]", "{\"a\":null}"));
		Answer answer = this.api.post(sender.path() + "/messages",
				"{\"body\":\"x\",\"user_ids\":" + json(users) + ",\"bot_ids\":" + json(bots)
						+ ((quest != null) ? ",\"context\":{\"quest\":{\"id\":" + quest + "}}" : "") + "}");
		assertThat(answer.status()).as(answer.body()).isEqualTo(201);
		Sent sent = new Sent(answer.json().get("_id").asString(), sender, Set.copyOf(users), Set.copyOf(bots), quest);
		this.model.send(sent);
		return "sent " + sent;
	}

	private String delete() {
		Party party = pick(this.parties);
		List<Sent> own = this.model.of(party);
		if (own.isEmpty()) {
			return send();
		}
		Sent message = own.get(this.random.nextInt(Math.min(own.size(), 3)));
		assertThat(this.api.delete(party.path() + "/messages/" + message.id()).body()).isEqualTo("{\"deleted\":1}");
		this.model.delete(message);
		return "deleted " + message;
	}

	private String remove() {
		Party one = pick(this.parties);
		Party other = pick(this.parties);
		int expected = this.model.remove(one, other);
		assertThat(this.api.delete(with(one, other)).body()).isEqualTo("{\"modified\":" + expected + "}");
		return "removed " + one + " and " + other;
	}

	private void compare(String when) {
		for (Party party : this.parties) {
			List<Sent> own = this.model.of(party);
			assertThat(messages(party.path() + "/messages?")).as("%s: of %s", when, party).isEqualTo(shown(own));
			for (Party other : this.parties) {
				assertThat(messages(with(party, other) + "?")).as("%s: %s with %s", when, party, other)
					.isEqualTo(shown(this.model.between(party, other)));
			}
			if (!own.isEmpty()) {
				Sent middle = pick(own);
				int radius = 1 + this.random.nextInt(6);
				String path = party.path() + "/messages/around/" + middle.id() + "?radius=" + radius;
				assertThat(this.api.get(path).json().valueStream().map(MessagePropertyTest::shown).toList())
					.as("%s: %s", when, path)
					.isEqualTo(shown(this.model.around(party, middle, radius)));
			}
			GROUPINGS.forEach((groupBy, key) -> assertThat(threads(party, groupBy))
				.as("%s: threads of %s by %s", when, party, groupBy)
				.isEqualTo(this.model.threads(party, key)));
		}
	}

	private List<String> messages(String path) {
		return pages(path).stream().map(MessagePropertyTest::shown).toList();
	}

	private List<Group> threads(Party party, String groupBy) {
		List<JsonNode> threads = pages(party.path() + "/threads?group_by=" + Api.segment(groupBy) + "&");
		threads.forEach((thread) -> assertThat(thread.get("sender").get("_id")).isEqualTo(thread.get("sender_id")));
		return threads.stream()
			.map((thread) -> new Group(thread.get("_id").asString(), thread.get("count").asInt()))
			.toList();
	}

	private List<JsonNode> pages(String path) {
		List<JsonNode> all = new ArrayList<>();
		String next = path + "limit=" + (5 + this.random.nextInt(40));
		while (next != null) {
			Answer page = this.api.get(next);
			assertThat(page.status()).as(page.body()).isEqualTo(200);
			page.json().forEach(all::add);
			String link = page.header("Link");
			next = (link != null) ? link.substring(1, link.indexOf('>')) : null;
		}
		return all;
	}

	private static List<String> shown(List<Sent> messages) {
		return messages.stream()
			.map((message) -> message.id() + " " + message.sender().type() + " " + message.sender().id() + " "
					+ message.users() + " " + message.bots())
			.toList();
	}

	private static String shown(JsonNode message) {
		return message.get("_id").asString() + " " + message.get("sender_type").asString() + " "
				+ message.get("sender_id").asString() + " " + set(message.get("user_ids")) + " "
				+ set(message.get("bot_ids"));
	}

	private static Set<String> set(JsonNode ids) {
		return ids.valueStream().map(JsonNode::asString).collect(Collectors.toCollection(TreeSet::new));
	}

	private static String with(Party one, Party other) {
		return one.path() + "/messages/with/" + other.type().toLowerCase(java.util.Locale.ROOT) + "/" + other.id();
	}

	private static String json(List<String> ids) {
		return ids.stream()
			.filter(Objects::nonNull)
			.map((id) -> "\"" + id + "\"")
			.collect(Collectors.joining(",", "[", "]"));
	}

	private List<String> some(boolean user) {
		return this.parties.stream()
			.filter((party) -> party.user() == user && this.random.nextInt(3) == 0)
			.map(Party::id)
			.toList();
	}

	private <T> T pick(List<T> values) {
		return values.get(this.random.nextInt(values.size()));
	}

}
