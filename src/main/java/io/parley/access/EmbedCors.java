package io.parley.access;

import java.time.Duration;
import java.util.List;

import io.parley.access.OperationTable.Match;
import io.parley.access.key.ApiKeys;
import io.parley.web.Caller;
import io.parley.web.Callers;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.filter.CorsFilter;

/**
 * Which pages of other sites may read answers: those at an origin that an embed key
 * lists, of what an embed key may do. Before it sends a key, a browser asks without one;
 * then the origin must be one of any key's, and the key itself is held against it when it
 * comes.
 */
@Component
class EmbedCors implements CorsConfigurationSource {

	/** As long as a key that has ended may still count elsewhere. */
	private static final Duration REMEMBERED = Duration.ofSeconds(5);

	private final OperationTable table;

	private final ApiKeys keys;

	private final Callers callers;

	EmbedCors(OperationTable table, ApiKeys keys, Callers callers) {
		this.table = table;
		this.callers = callers;
		this.keys = keys;
	}

	/** Comes after the caller is known, and is known to send from where it may. */
	@Override
	public @Nullable CorsConfiguration getCorsConfiguration(HttpServletRequest request) {
		String origin = request.getHeader(HttpHeaders.ORIGIN);
		boolean asked = CorsUtils.isPreFlightRequest(request);
		boolean answered = asked ? isForEmbedKeys(request) && this.keys.isAllowedOrigin(origin) : isByEmbedKey();
		if (origin == null || !answered) {
			return null;
		}
		CorsConfiguration configuration = new CorsConfiguration();
		configuration.setAllowedOrigins(List.of(origin));
		// What it may do with a key is for others to say, in words that its page can
		// read.
		configuration.setAllowedMethods(asked ? List.of("GET", "POST") : List.of(CorsConfiguration.ALL));
		configuration.setAllowedHeaders(List.of(Credentials.EMBED_KEY, HttpHeaders.CONTENT_TYPE, "Idempotency-Key",
				HttpHeaders.IF_MATCH, HttpHeaders.IF_NONE_MATCH));
		configuration.setExposedHeaders(List.of(HttpHeaders.LOCATION, HttpHeaders.ETAG, HttpHeaders.RETRY_AFTER,
				"RateLimit", "RateLimit-Policy", "Idempotency-Replayed"));
		configuration.setMaxAge(REMEMBERED);
		return configuration;
	}

	/** Adds nothing to what no page of another site may read. */
	CorsFilter filter() {
		return new CorsFilter(this) {
			@Override
			protected boolean shouldNotFilter(HttpServletRequest request) {
				return getCorsConfiguration(request) == null;
			}
		};
	}

	private boolean isByEmbedKey() {
		return this.callers.find().filter(Caller::isEmbedded).isPresent();
	}

	/** Whether an embed key may do what a browser asks about. */
	private boolean isForEmbedKeys(HttpServletRequest request) {
		return this.table.find(request, request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD))
			.map(Match::operation)
			.filter((operation) -> operation.rule().embedded())
			.isPresent();
	}

}
