package io.parley.browser;

import java.util.List;

import io.parley.Api;
import io.parley.Browser;
import io.parley.Secured;
import io.parley.SecuredTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/** The page of figures, as people use it, of a team of its own. */
@SecuredTest
@RequiresChromium
class FiguresPageTest {

	private static final String PASSWORD = "correct horse battery";

	private final String team = Api.id("figures");

	private Chromium chromium;

	private Api api;

	private int port;

	private String base;

	@BeforeEach
	void setUp(@LocalServerPort int port, Chromium chromium) {
		this.port = port;
		this.base = "http://127.0.0.1:" + port;
		this.chromium = chromium;
		this.api = new Api(port);
		assertThat(this.api
			.post("/api/teams/", "{\"slug\":\"%s\",\"name\":\"Figures\"}".formatted(this.team), Secured.admin())
			.status()).isEqualTo(201);
	}

	private Person person(String scopes) {
		String username = Api.id("ada");
		assertThat(
				this.api
					.post("/api/accounts/",
							"{\"username\":\"%s\",\"password\":\"%s\",\"scopes\":[%s]}".formatted(username, PASSWORD,
									scopes),
							Secured.admin(this.team))
					.status())
			.isEqualTo(201);
		return new Person(this.base, this.team + "/" + username, PASSWORD);
	}

	private String ask(String more) {
		String id = Api.id("session");
		assertThat(this.api
			.post("/session",
					"""
							{"session_id":"%s","message_data_template":{"policy_input_schema":{"ok":{"type":"boolean"}}}%s}"""
						.formatted(id, more),
					Secured.admin(this.team))
			.status()).isEqualTo(201);
		return id;
	}

	private void reply(String data) {
		this.api.post("/channels/response", "{\"session_id\":\"%s\",\"response_data\":%s}".formatted(ask(""), data),
				Secured.admin(this.team));
	}

	@Test
	void sessionsAreCountedByWhatBecameOfThem() {
		ask("");
		ask("");
		reply("{\"ok\":true}");
		reply("{\"ok\":17}");
		ask(",\"status\":\"FAILED\"");
		ask(",\"status\":\"completed\"");
		ask(",\"expiry_date\":1");
		this.api.post("/sessions/expire", null, Secured.admin(this.team));
		person("\"session-messages:read\",\"channels:read\"").signIn(this.chromium);
		this.chromium.open(this.base + "/console/figures");
		assertThat(numbers()).containsExactly("7", "1", "2", "1", "1", "2");
		assertDays(14);
		assertThat(this.chromium.text("#time-to-reply")).contains("of the 1 sessions asked last", "Half (median)");
		assertThat(this.chromium.text("#deliveries-by-state")).contains("pending", "dead");
		this.chromium.awaitTrue("charts", () -> this.chromium.count(".chart canvas") == 3);
		assertThat(this.chromium.<String>run("return document.querySelector('.chart .u-legend').textContent"))
			.contains("Asked", "Answered", "Still open");
		for (boolean dark : List.of(false, true)) {
			this.chromium.look(dark, dark);
			this.chromium.awaitTrue("a chart that fits",
					() -> this.chromium.<Boolean>run("return Array.from(document.querySelectorAll('.chart .uplot'))"
							+ ".every((chart) => chart.clientWidth <= chart.parentElement.clientWidth)"));
			assertThat(Accessibility.faults(this.chromium)).isEmpty();
			assertThat(this.chromium.isWiderThanItsWindow()).isFalse();
		}
		assertThat(this.chromium.errors()).isEmpty();
		this.chromium.open(this.base + "/console/figures?days=30");
		assertDays(30);
	}

	/** A machine that has much else to do counts fewer, and the page says so. */
	private void assertDays(int days) {
		int shown = this.chromium.count("#sessions-by-day tbody tr");
		assertThat(shown).isBetween(1, days);
		assertThat(this.chromium.count("#part")).isEqualTo((shown < days) ? 1 : 0);
	}

	/** Those of today, or where it has become tomorrow, of the day before. */
	private List<String> numbers() {
		return this.chromium.run("""
				const rows = Array.from(document.querySelectorAll('#sessions-by-day tbody tr'));
				const cells = (row) => Array.from(row.querySelectorAll('td'), (cell) => cell.textContent.trim());
				return cells(rows.find((row) => cells(row)[0] !== '0'));
				""");
	}

	@Test
	void showsEachOnlyWhatTheirScopesAllow() {
		Person person = person("\"session-messages:read\"");
		Browser browser = new Browser(this.port);
		browser.signIn(person.username(), person.password());
		assertThat(browser.get("/console/figures").body()).contains("No session has a valid reply yet.")
			.doesNotContain("deliveries-by-state");
		assertThat(browser.get("/console/figures?days=7", "Accept", "text/html").body())
			.contains("days must be 14 or 30");
		Person other = person("\"channels:read\"");
		Browser refused = new Browser(this.port);
		refused.signIn(other.username(), other.password());
		assertThat(refused.get("/console/figures", "Accept", "text/html").statusCode()).isEqualTo(403);
	}

}
