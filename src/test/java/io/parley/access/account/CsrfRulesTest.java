package io.parley.access.account;

import java.util.Optional;

import jakarta.servlet.http.Cookie;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.mock.web.MockHttpServletRequest;

import static org.assertj.core.api.Assertions.assertThat;

/** What needs a token, and whose counts. */
class CsrfRulesTest {

	private final CsrfTokens tokens = new CsrfTokens();

	private final CsrfRules rules = new CsrfRules(this.tokens, Optional::empty, null, null);

	@ParameterizedTest
	@ValueSource(strings = { "/logout", "/%6cogout", "/%6Cogou%74", "/logout;a=b" })
	void signingOutNeedsOneHoweverItsPathIsSpelt(String uri) {
		assertThat(this.rules.needsToken(signedIn("POST", uri))).isTrue();
		assertThat(this.rules.needsToken(new MockHttpServletRequest("POST", uri))).isFalse();
	}

	@Test
	void readingAndOtherPathsNeedNone() {
		assertThat(this.rules.needsToken(signedIn("GET", "/logout"))).isFalse();
		assertThat(this.rules.needsToken(signedIn("POST", "/login"))).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "Sec-Fetch-Site,cross-site", "Sec-Fetch-Site,same-site", "Origin,https://evil.example" })
	void fromAnotherSiteNoneCounts(String header, String value) {
		MockHttpServletRequest request = signedIn("POST", "/logout");
		request.setCookies(new Cookie(CsrfTokens.COOKIE, "token"));
		request.addHeader(CsrfTokens.HEADER, "token");
		assertThat(this.tokens.isForged(request)).isFalse();
		request.addHeader(header, value);
		assertThat(this.tokens.isForged(request)).isTrue();
	}

	private static MockHttpServletRequest signedIn(String method, String uri) {
		MockHttpServletRequest request = new MockHttpServletRequest(method, uri);
		request.setCookies(new Cookie(SignIns.COOKIE, "a"));
		return request;
	}

}
