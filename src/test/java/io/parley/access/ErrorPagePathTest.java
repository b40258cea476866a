package io.parley.access;

import jakarta.servlet.DispatcherType;
import org.junit.jupiter.api.Test;

import org.springframework.mock.web.MockHttpServletRequest;

import static org.assertj.core.api.Assertions.assertThat;

/** Which operation a request is for once it is sent on to the error page. */
class ErrorPagePathTest {

	@Test
	void theErrorPageOfARequestIsForAnybodyWhateverTheRequestWasFor() {
		OperationTable table = new OperationTable();
		MockHttpServletRequest request = new MockHttpServletRequest("GET", "/api/me");
		assertThat(table.find(request).orElseThrow().operation().rule()).isEqualTo(Rule.CALLER);
		request.setDispatcherType(DispatcherType.ERROR);
		request.setRequestURI("/error");
		assertThat(table.find(request).orElseThrow().operation().rule()).isEqualTo(Rule.PUBLIC);
	}

}
