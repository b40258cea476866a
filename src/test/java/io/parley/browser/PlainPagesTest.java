package io.parley.browser;

import io.parley.SecuredTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/** The root, the documents and the page of a problem, which need no credential. */
@SecuredTest
@RequiresChromium
class PlainPagesTest {

	@ParameterizedTest
	@CsvSource({ "/, Parley", "/docs, Parley", "/docs/adr, Why things are as they are",
			"/docs/contract.md, Parley: the contract", "/docs/none.md, Not Found" })
	void areForEverybody(String path, String heading, @LocalServerPort int port, Chromium chromium) {
		for (boolean narrow : new boolean[] { false, true }) {
			chromium.look(narrow, narrow);
			chromium.open("http://127.0.0.1:" + port + path);
			assertThat(chromium.text("main h1")).isEqualTo(heading);
			assertThat(Accessibility.faults(chromium)).as(path).isEmpty();
			assertThat(chromium.isWiderThanItsWindow()).as(path).isFalse();
		}
		assertThat(chromium.errors()).allMatch((error) -> path.contains("none") && error.contains("404"));
	}

}
