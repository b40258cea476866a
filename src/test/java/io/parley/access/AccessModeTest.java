package io.parley.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.web.server.autoconfigure.ServerProperties;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The configuration alone decides whether credentials are asked. */
class AccessModeTest {

	private static final String KEY = "0123456789abcdef0123456789abcdef";

	@ParameterizedTest
	@ValueSource(strings = { "127.0.0.1", "::1", "127.1.2.3" })
	void isOpenOnLoopbackWithoutAKey(String address) throws UnknownHostException {
		assertThat(mode(null, address, false).isSecured()).isFalse();
		assertThat(mode("", address, false).isSecured()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "0.0.0.0", "::", "192.0.2.7", "" })
	void doesNotStartOpenOnANetworkUnlessToldSo(String address) throws UnknownHostException {
		assertThatExceptionOfType(UnsafeAccessException.class).isThrownBy(() -> mode(null, address, false))
			.satisfies((ex) -> assertThat(new UnsafeAccessFailureAnalyzer().analyze(ex).getAction())
				.contains("PARLEY_ADMIN_KEY", "parley.access.open-on-network=true"));
		assertThat(mode(null, address, true).isSecured()).isFalse();
	}

	@Test
	void isSecuredByAKeyWhereverItListens() throws UnknownHostException {
		assertThat(mode(KEY, "0.0.0.0", false).isSecured()).isTrue();
		assertThat(mode(KEY, "127.0.0.1", true).isSecured()).isTrue();
	}

	@Test
	void doesNotStartWithAShortKeyAndDoesNotTellIt() {
		String secret = KEY.substring(1);
		assertThatExceptionOfType(UnsafeAccessException.class).isThrownBy(() -> mode(secret, "127.0.0.1", false))
			.satisfies((ex) -> assertThat(ex.getMessage() + ex.action()).contains("31", "32").doesNotContain(secret));
		assertThat(new AccessProperties(KEY, false, Set.of()).toString()).doesNotContain(KEY);
	}

	private static AccessMode mode(String key, String address, boolean openOnNetwork) throws UnknownHostException {
		ServerProperties server = new ServerProperties();
		server.setAddress(address.isEmpty() ? null : InetAddress.getByName(address));
		return new AccessMode(new AccessProperties(key, openOnNetwork, Set.of()), server);
	}

}
