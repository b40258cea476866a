package io.parley.channel.slack;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.parley.channel.Channel;
import io.parley.store.DaemonThreads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Tells users of Slack what became of their replies, seen by them alone. Slack has been
 * answered by then: it waits three seconds. What cannot be told is not tried again.
 */
@Component
class SlackNotices implements AutoCloseable {

	private static final Logger log = LoggerFactory.getLogger(SlackNotices.class);

	private static final int THREADS = 2;

	private static final int WAITING = 200;

	private final SlackApi api;

	private final ThreadPoolExecutor threads;

	SlackNotices(SlackApi api) {
		this.api = api;
		this.threads = new ThreadPoolExecutor(THREADS, THREADS, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING),
				DaemonThreads.named("slack-notices"));
		this.threads.allowCoreThreadTimeOut(true);
	}

	/** Tells it soon. */
	void tell(Channel channel, SlackReply reply, SlackEnding what) {
		Map<String, Object> arguments = new LinkedHashMap<>();
		arguments.put("channel", reply.place().channel());
		arguments.put("user", reply.user());
		if (reply.place().thread() != null) {
			arguments.put("thread_ts", reply.place().thread());
		}
		arguments.putAll(SlackTransport.content(what.line(), List.of(SlackBlocks.outcome(what))));
		try {
			this.threads.execute(() -> send(channel, reply, arguments));
		}
		catch (RejectedExecutionException ex) {
			log.info("Slack is not told what became of reply {}: too much waits to be told", reply.id());
		}
	}

	private void send(Channel channel, SlackReply reply, Map<String, Object> arguments) {
		SlackAnswer answer = this.api.call(channel, "chat.postEphemeral", arguments);
		if (!answer.isDone()) {
			log.info("Slack was not told what became of reply {}: {}", reply.id(), answer.detail());
		}
	}

	@Override
	public void close() {
		this.threads.shutdownNow();
	}

}
