package io.parley.channel.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLContext;

import io.parley.channel.ChannelProperties;
import io.parley.store.DaemonThreads;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.Closer;
import org.apache.hc.core5.ssl.SSLContexts;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/**
 * Sends requests to URLs that nobody vouches for. A request connects only to an address
 * that {@link AddressRules} allow, follows no redirect, goes through no proxy, keeps no
 * cookie, is sent once, takes at most {@code parley.channels.timeout} from the first look
 * for the name to the last byte, and reads at most {@link #LONGEST_ANSWER} bytes, which
 * it does not decompress. Called by many threads at once; a receiver that is slow holds
 * up nobody but its callers.
 */
@Component
public class CheckedHttp implements AutoCloseable {

	/** In bytes; of a longer answer the rest is not read. */
	public static final int LONGEST_ANSWER = 64 * 1024;

	/** Whose names are those that the operator has configured. */
	private static final String OPERATOR = "";

	private final Duration timeout;

	private final CheckedResolver outside;

	private final CheckedResolver anywhere;

	private final CloseableHttpClient checked;

	private final CloseableHttpClient trusted;

	private final ScheduledThreadPoolExecutor ends = new ScheduledThreadPoolExecutor(2,
			DaemonThreads.named("channel-deadlines"));

	@Autowired
	CheckedHttp(ChannelProperties properties, AddressRules rules) {
		this(properties.timeout(), rules, InetAddress::getAllByName, SSLContexts.createDefault());
	}

	CheckedHttp(Duration timeout, AddressRules rules, CheckedResolver.Names names, SSLContext tls) {
		this.timeout = timeout;
		this.outside = new CheckedResolver(names, rules::allows);
		this.anywhere = new CheckedResolver(names, (address) -> true);
		this.checked = HttpClients.to(this.outside, timeout, tls);
		this.trusted = HttpClients.to(this.anywhere, timeout, tls);
		this.ends.setRemoveOnCancelPolicy(true);
	}

	/**
	 * Sends a request to a URL that a caller of the service has chosen.
	 * @param team whose that is: names of one team that are not resolved delay no other
	 */
	public HttpAnswer send(String team, HttpCall call) {
		return send(team, call, this.checked, this.outside);
	}

	/**
	 * Sends a request to a URL that the operator of the service has configured, wherever
	 * it leads.
	 */
	public HttpAnswer sendToConfigured(HttpCall call) {
		return send(OPERATOR, call, this.trusted, this.anywhere);
	}

	private HttpAnswer send(String team, HttpCall call, CloseableHttpClient client, CheckedResolver resolver) {
		ReceiverUrl url;
		try {
			url = ReceiverUrl.of(call.url());
		}
		catch (IllegalArgumentException ex) {
			return HttpAnswer.refused("The channel's URL " + ex.getMessage());
		}
		TimeLeft deadline = TimeLeft.in(this.timeout);
		HttpUriRequestBase request = request(call, url);
		Future<?> end = this.ends.schedule(request::abort, this.timeout.toNanos(), TimeUnit.NANOSECONDS);
		resolver.begin(team, deadline);
		try {
			return read(client.executeOpen(new HttpHost(url.scheme(), url.host(), url.port()), request, null), request);
		}
		catch (IOException ex) {
			return deadline.hasPassed() ? Failures.late(ex, this.timeout) : Failures.answer(ex);
		}
		finally {
			resolver.end();
			end.cancel(false);
		}
	}

	private static HttpUriRequestBase request(HttpCall call, ReceiverUrl url) {
		HttpUriRequestBase request = new HttpUriRequestBase(call.method(), url.toUri());
		call.headers().forEach(request::setHeader);
		if (call.body() != null) {
			String type = call.headers().getOrDefault(HttpHeaders.CONTENT_TYPE, "application/octet-stream");
			request.setEntity(new ByteArrayEntity(call.body(), ContentType.parse(type)));
		}
		return request;
	}

	/**
	 * Reads the body as far as it is read. Once there is a status, that is the answer,
	 * whatever becomes of the rest.
	 */
	private static HttpAnswer read(ClassicHttpResponse response, HttpUriRequestBase request) {
		HttpHeaders headers = new HttpHeaders();
		response.headerIterator().forEachRemaining((header) -> headers.add(header.getName(), header.getValue()));
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		boolean cut = !copy(response, body);
		if (cut) {
			// So that the connection is not used again, and its rest is not waited for.
			request.abort();
		}
		Closer.closeQuietly(response);
		return HttpAnswer.of(response.getCode(), headers, body.toByteArray(), cut);
	}

	private static boolean copy(ClassicHttpResponse response, ByteArrayOutputStream body) {
		if (response.getEntity() == null) {
			return true;
		}
		byte[] buffer = new byte[8192];
		try {
			InputStream content = response.getEntity().getContent();
			for (int read = content.read(buffer); read != -1; read = content.read(buffer)) {
				int room = Math.min(read, LONGEST_ANSWER - body.size());
				body.write(buffer, 0, room);
				if (room < read) {
					return false;
				}
			}
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

	@Override
	public void close() throws IOException {
		this.ends.shutdownNow();
		this.checked.close();
		this.trusted.close();
		this.outside.close();
		this.anywhere.close();
	}

}
