package io.parley.channel.delivery;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

import io.parley.channel.Attempt;
import io.parley.channel.Channel;
import io.parley.channel.ChannelKind;
import io.parley.channel.OutgoingMessage;
import io.parley.channel.Transport;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Receivers of tests, by the id of their channel; one that is not told what to do takes
 * all.
 */
class TestReceivers implements Transport {

	private final Map<String, Queue<OutgoingMessage>> attempts = new ConcurrentHashMap<>();

	private final Map<String, Function<OutgoingMessage, Attempt>> answers = new ConcurrentHashMap<>();

	@Override
	public ChannelKind kind() {
		return ChannelKind.TEAMS;
	}

	@Override
	public boolean threads() {
		return true;
	}

	@Override
	public Attempt deliver(Channel channel, OutgoingMessage message) {
		this.attempts.computeIfAbsent(channel.channelId(), (id) -> new ConcurrentLinkedQueue<>()).add(message);
		return this.answers.getOrDefault(channel.channelId(), (any) -> Attempt.delivered(200, null)).apply(message);
	}

	void answer(String channelId, Function<OutgoingMessage, Attempt> answer) {
		this.answers.put(channelId, answer);
	}

	/** The attempts on a channel, in order. */
	List<OutgoingMessage> attempts(String channelId) {
		return List.copyOf(this.attempts.getOrDefault(channelId, new ConcurrentLinkedQueue<>()));
	}

	/** What the attempts on a channel were to deliver, in order. */
	List<Object> texts(String channelId) {
		return attempts(channelId).stream().map((message) -> message.message().stored()).toList();
	}

	@TestConfiguration(proxyBeanMethods = false)
	static class Configuration {

		@Bean
		@Order(Ordered.HIGHEST_PRECEDENCE)
		TestReceivers testReceivers() {
			return new TestReceivers();
		}

	}

}
