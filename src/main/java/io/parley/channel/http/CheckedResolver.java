package io.parley.channel.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

import org.apache.hc.client5.http.DnsResolver;

/**
 * Gives whoever connects only addresses that were checked. The system's resolver cannot
 * be interrupted, so it is asked in threads of its own, one for a name however many wait
 * for it: a name server that does not answer delays nobody else.
 */
class CheckedResolver implements DnsResolver, AutoCloseable {

	private static final int THREADS = 64;

	/** The system's resolver, or one that a test has made up. */
	interface Names {

		InetAddress[] lookUp(String name) throws UnknownHostException;

	}

	private final Names names;

	private final Predicate<InetAddress> allowed;

	private final ThreadLocal<TimeLeft> deadline = new ThreadLocal<>();

	private final Map<String, FutureTask<InetAddress[]>> underway = new ConcurrentHashMap<>();

	private final ThreadPoolExecutor threads = new ThreadPoolExecutor(0, THREADS, 30, TimeUnit.SECONDS,
			new SynchronousQueue<>(), (work) -> {
				Thread thread = new Thread(work, "channel-names");
				thread.setDaemon(true);
				return thread;
			});

	CheckedResolver(Names names, Predicate<InetAddress> allowed) {
		this.names = names;
		this.allowed = allowed;
	}

	/**
	 * Until when what this thread resolves from now on may take; null for no such time.
	 */
	void until(TimeLeft deadline) {
		if (deadline != null) {
			this.deadline.set(deadline);
		}
		else {
			this.deadline.remove();
		}
	}

	/**
	 * All addresses of a name.
	 * @throws RefusedAddressException where one of them is not allowed: a name that leads
	 * both outside and inside is not trusted with either
	 */
	@Override
	public InetAddress[] resolve(String name) throws UnknownHostException {
		InetAddress[] found = lookUp(name);
		for (InetAddress address : found) {
			if (!this.allowed.test(address)) {
				throw new RefusedAddressException();
			}
		}
		return found;
	}

	@Override
	public String resolveCanonicalHostname(String name) {
		return name;
	}

	private InetAddress[] lookUp(String name) throws UnknownHostException {
		try {
			return task(name).get(this.deadline.get().left().toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (ExecutionException | TimeoutException | CancellationException ex) {
			throw new UnknownHostException(name);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new UnknownHostException(name);
		}
	}

	private FutureTask<InetAddress[]> task(String name) {
		FutureTask<InetAddress[]> task = new FutureTask<>(() -> this.names.lookUp(name)) {
			@Override
			protected void done() {
				CheckedResolver.this.underway.remove(name, this);
			}
		};
		FutureTask<InetAddress[]> earlier = this.underway.putIfAbsent(name, task);
		if (earlier != null) {
			return earlier;
		}
		try {
			this.threads.execute(task);
		}
		catch (RejectedExecutionException ex) {
			task.cancel(false);
		}
		return task;
	}

	@Override
	public void close() {
		this.threads.shutdownNow();
	}

}
