package io.parley.experiment;

import java.nio.charset.StandardCharsets;

import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/**
 * Absolute URLs as the caller of the request at hand reaches the service, with the slash
 * at the end that the platform's URLs have. Behind a proxy they are right where forwarded
 * headers are honoured ({@code server.forward-headers-strategy}).
 *
 * @param base scheme, host, port and context path, without a slash at the end
 */
record Urls(String base) {

	static final String SESSIONS = "/api/sessions";

	static final String EXPERIMENTS = "/api/experiments";

	static Urls current() {
		return new Urls(ServletUriComponentsBuilder.fromCurrentContextPath().build().toUriString());
	}

	String session(String id) {
		return this.base + SESSIONS + "/" + UriUtils.encode(id, StandardCharsets.UTF_8) + "/";
	}

	String experiment(String id) {
		return this.base + EXPERIMENTS + "/" + UriUtils.encode(id, StandardCharsets.UTF_8) + "/";
	}

}
