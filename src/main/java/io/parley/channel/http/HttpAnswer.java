package io.parley.channel.http;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * What came of a request: the status line and headers that the receiver sent, or a
 * sentence that says why there is none.
 *
 * @param status null where no answer came
 * @param headers empty where no answer came
 * @param body what was read of it; empty where no answer came
 * @param cut whether there is more of the body than was read: it was too long, too slow
 * or broke off
 * @param failure why there is no answer, for who looks after the channel; null where
 * there is one
 * @param refused whether nothing was sent because nothing is ever sent to such a URL or
 * address
 */
public record HttpAnswer(@Nullable Integer status, HttpHeaders headers, byte[] body, boolean cut,
		@Nullable String failure, boolean refused) {

	private static final byte[] NOTHING = {};

	static HttpAnswer of(int status, HttpHeaders headers, byte[] body, boolean cut) {
		return new HttpAnswer(status, headers, body, cut, null, false);
	}

	/** No answer, this time. */
	static HttpAnswer none(String failure) {
		return new HttpAnswer(null, new HttpHeaders(), NOTHING, false, failure, false);
	}

	/** Nothing was sent, and never will be. */
	static HttpAnswer refused(String failure) {
		return new HttpAnswer(null, new HttpHeaders(), NOTHING, false, failure, true);
	}

	public boolean hasAnswer() {
		return this.status != null;
	}

	public boolean isSuccessful() {
		return this.status != null && this.status / 100 == 2;
	}

	/** The body as UTF-8; what is not is shown as replacement characters. */
	public String text() {
		return new String(this.body, StandardCharsets.UTF_8);
	}

}
