package io.parley.message;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/** The document in plain words: all messages in a list, everything else a look at it. */
final class MessageModel {

	private final List<Sent> newestFirst = new ArrayList<>();

	/** A user or a bot, by the path of its endpoints. */
	record Party(boolean user, String id) {

		String path() {
			return (this.user ? "/users/" : "/bots/") + this.id;
		}

		String type() {
			return this.user ? "User" : "Bot";
		}

	}

	/** A message; sets are in order so that they can be compared. */
	record Sent(String id, Party sender, Set<String> users, Set<String> bots, String quest) {

		Sent(String id, Party sender, Set<String> users, Set<String> bots, String quest) {
			this.id = id;
			this.sender = sender;
			this.users = new TreeSet<>(users);
			this.bots = new TreeSet<>(bots);
			this.quest = quest;
			set(sender).add(sender.id());
		}

		private Set<String> set(Party party) {
			return party.user() ? this.users : this.bots;
		}

		boolean has(Party party) {
			return set(party).contains(party.id());
		}

		boolean isBetween(Party one, Party other) {
			return !one.equals(other)
					&& ((this.sender.equals(one) && has(other)) || (this.sender.equals(other) && has(one)));
		}

	}

	/** A thread as the newest message of a group and how many are in it. */
	record Group(String newest, int count) {
	}

	void send(Sent message) {
		this.newestFirst.add(0, message);
	}

	void delete(Sent message) {
		this.newestFirst.remove(message);
	}

	int remove(Party one, Party other) {
		List<Sent> changed = find((message) -> message.isBetween(one, other));
		changed.forEach((message) -> {
			Party removed = message.sender().equals(one) ? other : one;
			message.set(removed).remove(removed.id());
		});
		return changed.size();
	}

	List<Sent> of(Party party) {
		return find((message) -> message.has(party));
	}

	List<Sent> between(Party one, Party other) {
		return find((message) -> message.isBetween(one, other));
	}

	List<Sent> around(Party party, Sent message, int radius) {
		List<Sent> all = of(party);
		int at = all.indexOf(message);
		return all.subList(Math.max(at - radius, 0), Math.min(at + radius + 1, all.size()));
	}

	List<Group> threads(Party party, Function<Sent, Object> key) {
		Map<Object, List<Sent>> groups = new LinkedHashMap<>();
		of(party)
			.forEach((message) -> groups.computeIfAbsent(key.apply(message), (k) -> new ArrayList<>()).add(message));
		return groups.values().stream().map((group) -> new Group(group.get(0).id(), group.size())).toList();
	}

	private List<Sent> find(Predicate<Sent> condition) {
		return Collections.unmodifiableList(new ArrayList<>(this.newestFirst.stream().filter(condition).toList()));
	}

}
