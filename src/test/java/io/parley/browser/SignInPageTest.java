package io.parley.browser;

import io.parley.SecuredTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/** The page to sign in, as people use it. */
@SecuredTest
@RequiresChromium
class SignInPageTest {

	/**
	 * Markup, a word that is wider than a phone, a script from right to left, signs
	 * beyond the first plane.
	 */
	private static final String HOSTILE = "\"><script>document.title='run'</script>" + "w".repeat(200)
			+ " \u05e9\u05dc\u05d5\u05dd \u202e \ud83d\ude80";

	private Chromium chromium;

	private Person person;

	private String page;

	@BeforeEach
	void setUp(@LocalServerPort int port, Chromium chromium) {
		this.chromium = chromium;
		this.person = Person.withAccount(port, "messages:read");
		this.page = this.person.service() + "/login";
	}

	@Test
	void isUsedByKeyboardAlone() {
		this.person.signIn(this.chromium);
		assertThat(this.chromium.text("body")).contains("\"kind\":\"account\"", this.person.username());
		assertThat(this.chromium.cookies()).containsKeys("sessionid", "csrftoken");
		assertThat(this.chromium.<String>run("return document.cookie")).contains("csrftoken=")
			.doesNotContain("sessionid");
		assertThat(this.chromium.errors()).isEmpty();
	}

	@Test
	void aFormOfAPageSignsOutWithTheTokenAlone() {
		this.person.signIn(this.chromium);
		String token = this.chromium.cookies().get("csrftoken");
		signOut("");
		this.chromium.awaitUrl(this.person.service() + "/logout");
		assertThat(this.chromium.text("body")).contains("\"status\":403");
		assertThat(this.chromium.cookies()).containsKey("sessionid");
		signOut(token);
		this.chromium.awaitUrl(this.page);
		assertThat(this.chromium.cookies()).doesNotContainKey("sessionid");
		this.chromium.open(this.person.service() + "/api/me/");
		assertThat(this.chromium.text("body")).contains("\"status\":401");
	}

	private void signOut(String token) {
		this.chromium.run(
				"""
						document.body.innerHTML = '<form method="post" action="/logout"><input name="csrfmiddlewaretoken"></form>';
						document.querySelector('input').value = arguments[0];
						document.querySelector('form').submit();
						""",
				token);
	}

	@Test
	void aWrongPasswordIsToldAndTheUsernameKept() {
		this.chromium.open(this.page);
		new Person(this.person.service(), this.person.username(), "not the password").typeCredentials(this.chromium);
		assertThat(this.chromium.text("#error-summary[role=alert]")).contains("There is a problem",
				"The username or the password is not right");
		assertThat(this.chromium.find("#username").getDomProperty("value")).isEqualTo(this.person.username());
		assertThat(this.chromium.find("#password").getDomProperty("value")).isEmpty();
		assertThat(this.chromium.focused().getDomAttribute("id")).isEqualTo("password");
		assertThat(this.chromium.<String>run("return document.title")).isEqualTo("Error: Sign in \u00b7 Parley");
		this.chromium.find("#error-summary a").sendKeys(Keys.ENTER);
		assertThat(this.chromium.focused().getDomAttribute("id")).isEqualTo("username");
		this.chromium.find("#password").sendKeys(this.person.password(), Keys.ENTER);
		assertThat(this.chromium.find("a[href='/console']").getText()).isEqualTo("Console");
	}

	@ParameterizedTest
	@CsvSource({ "false, false", "false, true", "true, false", "true, true" })
	void isForEverybody(boolean dark, boolean narrow) {
		this.chromium.look(dark, narrow);
		this.chromium.open(this.page);
		assertThat(Accessibility.faults(this.chromium)).isEmpty();
		this.chromium.type(HOSTILE, Keys.TAB);
		this.chromium.type("not the password", Keys.ENTER);
		this.chromium.find("#error-summary");
		assertThat(Accessibility.faults(this.chromium)).isEmpty();
		assertThat(this.chromium.isWiderThanItsWindow()).isFalse();
		assertThat(this.chromium.<String>run("return getComputedStyle(document.body).colorScheme"))
			.isEqualTo("light dark");
	}

	@Test
	void hostileTextIsText() {
		this.chromium.open(this.page + "?next=" + Chromium.encode("/" + HOSTILE));
		this.chromium.type(HOSTILE, Keys.TAB);
		this.chromium.type("not the password", Keys.ENTER);
		this.chromium.find("#error-summary");
		assertThat(this.chromium.find("#username").getDomProperty("value")).isEqualTo(HOSTILE);
		assertThat(this.chromium.count("script")).isZero();
		assertThat(this.chromium.<String>run("return document.title")).isEqualTo("Error: Sign in \u00b7 Parley");
	}

}
