package io.parley.channel.http;

import java.time.Duration;

import javax.net.ssl.SSLContext;

import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.DefaultConnectionKeepAliveStrategy;
import org.apache.hc.client5.http.impl.DefaultSchemePortResolver;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** Makes HTTP clients that do what they are told and nothing of their own accord. */
final class HttpClients {

	/**
	 * Many channels may lead to one host, each with as many requests at once as its
	 * concurrency; those of a slow one must not be all that the host may have.
	 */
	private static final int CONNECTIONS_OF_A_HOST = 1024;

	/** After it a name is resolved and checked again, however busy its connection is. */
	private static final TimeValue LIFE_OF_A_CONNECTION = TimeValue.ofMinutes(1);

	/** Shorter than most servers wait before they close what is idle. */
	private static final TimeValue IDLE = TimeValue.ofSeconds(4);

	private static final Http1Config BOUNDS = Http1Config.custom()
		.setMaxLineLength(16 * 1024)
		.setMaxHeaderCount(200)
		.setMaxEmptyLineCount(10)
		.build();

	private HttpClients() {
	}

	static CloseableHttpClient to(CheckedResolver resolver, Duration timeout, SSLContext tls) {
		return HttpClientBuilder.create()
			.setConnectionManager(connections(resolver, timeout, tls))
			.setDefaultRequestConfig(RequestConfig.custom()
				.setConnectionRequestTimeout(Timeout.of(timeout))
				.setResponseTimeout(Timeout.of(timeout))
				.setAuthenticationEnabled(false)
				.setContentCompressionEnabled(false)
				.setExpectContinueEnabled(false)
				.setProtocolUpgradeEnabled(false)
				.setRedirectsEnabled(false)
				.build())
			// None that the environment names.
			.setRoutePlanner(new DefaultRoutePlanner(DefaultSchemePortResolver.INSTANCE))
			.setKeepAliveStrategy(HttpClients::idle)
			.setUserAgent("Parley")
			.disableRedirectHandling()
			.disableCookieManagement()
			.disableAutomaticRetries()
			.disableContentCompression()
			.disableAuthCaching()
			.disableConnectionState()
			.evictExpiredConnections()
			.evictIdleConnections(IDLE)
			.build();
	}

	/** As long as the receiver says, where that is less. */
	private static TimeValue idle(HttpResponse response, HttpContext context) {
		TimeValue said = DefaultConnectionKeepAliveStrategy.INSTANCE.getKeepAliveDuration(response, context);
		return (TimeValue.isPositive(said) && said.compareTo(IDLE) < 0) ? said : IDLE;
	}

	private static PoolingHttpClientConnectionManager connections(CheckedResolver resolver, Duration timeout,
			SSLContext tls) {
		return PoolingHttpClientConnectionManagerBuilder.create()
			.setDnsResolver(resolver)
			// Bounds each host for itself: what waits for one takes nothing from another.
			.setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
			.setMaxConnPerRoute(CONNECTIONS_OF_A_HOST)
			.setConnectionFactory(ManagedHttpClientConnectionFactory.builder().http1Config(BOUNDS).build())
			.setTlsSocketStrategy(new DefaultClientTlsStrategy(tls))
			.setDefaultTlsConfig(TlsConfig.custom().setHandshakeTimeout(Timeout.of(timeout)).build())
			.setDefaultSocketConfig(SocketConfig.custom().setSoTimeout(Timeout.of(timeout)).build())
			.setDefaultConnectionConfig(ConnectionConfig.custom()
				// Where one of several addresses is dead, there is time for the next.
				.setConnectTimeout(Timeout.of(timeout.dividedBy(3)))
				.setSocketTimeout(Timeout.of(timeout))
				.setTimeToLive(LIFE_OF_A_CONNECTION)
				.setValidateAfterInactivity(TimeValue.ofMilliseconds(200))
				.build())
			.build();
	}

}
