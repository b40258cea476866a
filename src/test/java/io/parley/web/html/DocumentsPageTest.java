package io.parley.web.html;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import io.parley.Api;
import io.parley.Api.Answer;
import io.parley.ParleyTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/** The documents, as a browser finds them. */
@ParleyTest
class DocumentsPageTest {

	private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"#]+)[^\"]*\"");

	private Api api;

	@BeforeEach
	void setUp(@LocalServerPort int port) {
		this.api = new Api(port);
	}

	/** Also images: a link that leads nowhere is a fault of the document. */
	@Test
	void everyLinkLeadsSomewhere() {
		Set<String> seen = new LinkedHashSet<>(Set.of("/docs"));
		Deque<String> open = new ArrayDeque<>(seen);
		while (!open.isEmpty()) {
			String path = open.pop();
			Answer page = this.api.get(path);
			assertThat(page.status()).as(path).isEqualTo(200);
			if (path.startsWith("/docs") && page.header("Content-Type").startsWith("text/html")) {
				LINK.matcher(page.body())
					.results()
					.map((MatchResult link) -> java.net.URI.create(path).resolve(link.group(1)).toString())
					.filter((link) -> link.startsWith("/") && seen.add(link))
					.forEach(open::push);
			}
		}
		assertThat(seen).contains("/docs/channels.md", "/docs/contract.md", "/docs/adr", "/docs/adr/0003-outbox.md");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "/docs/nothing.xml", "/docs/nothing.json", "/docs/nothing.js", "/console/sessions/no.xml" })
	void aProblemIsAPageWhateverThePathEndsWith(String path) {
		Answer answer = this.api.get(path, "Accept", "text/html");
		assertThat(answer.status()).isEqualTo(404);
		assertThat(answer.header("Content-Type")).startsWith("text/html");
	}

	@Test
	void linksLeadToTheSameWithASlash() {
		assertThat(this.api.get("/docs/").body()).contains("href=\"/docs/channels.md\"",
				"src=\"/docs/images/inbox.png\"");
	}

	@Test
	void tablesAndCodeAreShownAsSuch() {
		assertThat(this.api.get("/docs").body()).contains("<h1 id=\"parley\">Parley</h1>", "<table", "<code>");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/docs/none.md", "/docs/adr/none.md", "/docs/..%2Fapplication.yaml", "/docs/channels",
			"/docs/%2e%2e/README.md", "/docs/images/..%2F..%2FREADME.md" })
	void nothingElseIsShown(String path) {
		assertThat(this.api.get(path).status()).isIn(400, 404);
	}

}
