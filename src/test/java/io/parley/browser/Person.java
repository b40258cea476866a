package io.parley.browser;

import java.util.Arrays;
import java.util.stream.Collectors;

import io.parley.Api;
import io.parley.Secured;
import org.openqa.selenium.Keys;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A person who has an account.
 *
 * @param service the address of the service
 */
record Person(String service, String username, String password) {

	/** Somebody new in the team {@code default}. */
	static Person withAccount(int port, String... scopes) {
		Person person = new Person("http://127.0.0.1:" + port, Api.id("ada"), "correct horse battery");
		String granted = Arrays.stream(scopes).map((scope) -> '"' + scope + '"').collect(Collectors.joining(","));
		assertThat(new Api(port)
			.post("/api/accounts/",
					"""
							{"username":"%s","password":"%s","scopes":[%s]}""".formatted(person.username,
							person.password, granted),
					Secured.admin())
			.status()).isEqualTo(201);
		return person;
	}

	/** Opens the page to sign in and uses it by keyboard alone. */
	void signIn(Chromium chromium) {
		chromium.open(this.service + "/login?next=/api/me/");
		typeCredentials(chromium);
		chromium.awaitUrl(this.service + "/api/me/");
	}

	/** Types into the page to sign in, which has the focus where it begins. */
	void typeCredentials(Chromium chromium) {
		chromium.find("#username:focus");
		chromium.type(this.username, Keys.TAB);
		chromium.type(this.password, Keys.ENTER);
	}

}
