package io.parley.browser;

import java.net.http.HttpResponse;
import java.util.Map;

import io.parley.Browser;
import io.parley.ParleyTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/** The pages of keys, accounts and applications while no credential is asked. */
@ParleyTest
@DisabledIfSystemProperty(named = "parley.test.secured", matches = "true")
class OpenManagementPagesTest {

	@Test
	void saysThatNothingIsManagedAndRefusesIt(@LocalServerPort int port) {
		Browser browser = new Browser(port);
		for (String path : new String[] { "/console/keys", "/console/accounts", "/console/applications" }) {
			assertThat(browser.get(path).body()).contains("PARLEY_ADMIN_KEY").doesNotContain("form=");
			assertThat(browser.get(path + "?form=api").body()).contains("PARLEY_ADMIN_KEY")
				.doesNotContain("type=\"submit\"");
			HttpResponse<String> refused = browser.post(path, Map.of("name", "n", "scopes", "admin"), "Accept",
					"text/html");
			assertThat(refused.statusCode()).isEqualTo(403);
			assertThat(refused.body()).contains("<h1", "set PARLEY_ADMIN_KEY");
		}
	}

	@Test
	void whatIsMalformedIsToldAsWell(@LocalServerPort int port) {
		Browser browser = new Browser(port);
		HttpResponse<String> query = browser.get("/console/deliveries?channel_id=%ff", "Accept", "text/html");
		assertThat(query.statusCode()).isEqualTo(400);
		assertThat(query.body()).contains("<h1", "The query string must be percent-encoded UTF-8");
		HttpResponse<String> path = browser.get("/console/accounts/%00", "Accept", "text/html");
		assertThat(path.statusCode()).isEqualTo(400);
		assertThat(path.body()).contains("\"status\":400");
	}

}
