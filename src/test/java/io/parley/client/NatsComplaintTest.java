package io.parley.client;

import javax.net.ssl.SSLException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatNoException;

/** What the client makes of failures that the library of NATS tells it of. */
class NatsComplaintTest {

	@Test
	void takesAFailureOfTlsThatHasNoMessage() {
		NatsErrorLog log = new NatsErrorLog();
		assertThatNoException()
			.isThrownBy(() -> log.exceptionOccurred(null, new IllegalStateException(new SSLException((String) null))));
	}

}
