package io.parley.client;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import io.parley.client.StubService.Answer;
import io.parley.client.StubService.Request;

/**
 * Answers for a service that asks for access tokens and hands them out at
 * {@code /o/token/}: {@code token-1}, {@code token-2} and so on. It takes the newest one
 * and those before it that were not revoked.
 */
class TokenService implements Function<Request, Answer> {

	private final AtomicInteger made = new AtomicInteger();

	private volatile int revoked;

	private volatile int lifetime = 3600;

	/** How long the tokens from now on live, in seconds. */
	TokenService lifetime(int seconds) {
		this.lifetime = seconds;
		return this;
	}

	/** Ends what tokens there are. */
	void revoke() {
		this.revoked = this.made.get();
	}

	/** How many tokens were handed out. */
	int made() {
		return this.made.get();
	}

	@Override
	public Answer apply(Request request) {
		return request.path().equals("/o/token/") ? token() : answer(request);
	}

	/** The answer of the token endpoint. */
	Answer token() {
		return Answer.ok("{\"access_token\":\"token-%d\",\"token_type\":\"Bearer\",\"expires_in\":%d}"
			.formatted(this.made.incrementAndGet(), this.lifetime));
	}

	private Answer answer(Request request) {
		String authorization = String.valueOf(request.header("Authorization"));
		boolean taken = authorization.startsWith("Bearer token-")
				&& Integer.parseInt(authorization.substring("Bearer token-".length())) > this.revoked;
		return taken ? Answer.ok("{\"done\":true}") : new Answer(401, Map.of("WWW-Authenticate", "Bearer"),
				"{\"title\":\"Unauthorized\",\"detail\":\"The access token is not valid\"}");
	}

}
