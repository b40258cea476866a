package io.parley.channel.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

import io.parley.store.DaemonThreads;

import org.apache.hc.client5.http.DnsResolver;

/**
 * Gives whoever connects only addresses that were checked. The system's resolver cannot
 * be interrupted, so it is asked in threads of its own, one for a name of a team however
 * many wait for it, and few for a team: a name server that does not answer delays no
 * other team. Who has to wait for a thread waits until his time is over.
 */
class CheckedResolver implements DnsResolver, AutoCloseable {

	private static final int THREADS = 128;

	/** So many names of one team are looked up at once. */
	static final int OF_A_TEAM = 8;

	/** The system's resolver, or one that a test has made up. */
	interface Names {

		InetAddress[] lookUp(String name) throws UnknownHostException;

	}

	private final Names names;

	private final Predicate<InetAddress> allowed;

	private final ThreadLocal<Asking> asking = new ThreadLocal<>();

	private final Map<Name, FutureTask<InetAddress[]>> underway = new ConcurrentHashMap<>();

	private final Map<String, Semaphore> permits = new ConcurrentHashMap<>();

	/** What waits here has a permit of its team, so that it is not much. */
	private final ThreadPoolExecutor threads = new ThreadPoolExecutor(THREADS, THREADS, 30, TimeUnit.SECONDS,
			new LinkedBlockingQueue<>(), DaemonThreads.named("channel-names"));

	CheckedResolver(Names names, Predicate<InetAddress> allowed) {
		this.names = names;
		this.allowed = allowed;
		this.threads.allowCoreThreadTimeOut(true);
	}

	private record Asking(String team, TimeLeft deadline) {
	}

	private record Name(String team, String name) {
	}

	/** For whom this thread resolves from now on, and until when that may take. */
	void begin(String team, TimeLeft deadline) {
		this.asking.set(new Asking(team, deadline));
	}

	void end() {
		this.asking.remove();
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

	private InetAddress[] lookUp(String host) throws UnknownHostException {
		Asking asks = this.asking.get();
		Name name = new Name(asks.team(), host);
		try {
			FutureTask<InetAddress[]> earlier = this.underway.get(name);
			FutureTask<InetAddress[]> task = (earlier != null) ? earlier : begin(name, asks.deadline());
			return task.get(asks.deadline().left().toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (ExecutionException | TimeoutException | CancellationException ex) {
			throw new UnknownHostException(host);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new UnknownHostException(host);
		}
	}

	/** Keeps the permit until the look-up is over, also where nobody waits any more. */
	private FutureTask<InetAddress[]> begin(Name name, TimeLeft deadline)
			throws InterruptedException, TimeoutException {
		Semaphore ofTeam = this.permits.computeIfAbsent(name.team(), (team) -> new Semaphore(OF_A_TEAM, true));
		if (!ofTeam.tryAcquire(deadline.left().toNanos(), TimeUnit.NANOSECONDS)) {
			throw new TimeoutException();
		}
		FutureTask<InetAddress[]> task = new FutureTask<>(() -> this.names.lookUp(name.name())) {
			@Override
			protected void done() {
				CheckedResolver.this.underway.remove(name, this);
				ofTeam.release();
			}
		};
		FutureTask<InetAddress[]> earlier = this.underway.putIfAbsent(name, task);
		if (earlier != null) {
			ofTeam.release();
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
