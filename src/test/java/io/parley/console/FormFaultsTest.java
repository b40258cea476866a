package io.parley.console;

import java.util.List;

import io.parley.web.ProblemException;
import io.parley.web.html.Fault;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is wrong with a form. */
class FormFaultsTest {

	private static final List<String> FIELDS = List.of("name", "scopes");

	@Test
	void isSaidAtTheFieldsOfTheForm() {
		FormFaults faults = FormFaults.of(ProblemException.invalid("scopes[0]", "scopes[0] must be a string"), FIELDS);
		assertThat(faults.at("scopes")).containsExactly("scopes[0] must be a string.");
		assertThat(FormFaults.of(ProblemException.conflict("name is taken"), FIELDS).at("name"))
			.containsExactly("name is taken.");
	}

	@Test
	void isAboutTheWholeWhereTheFormHasNoSuchField() {
		assertThat(FormFaults.of(ProblemException.invalid("kind", "kind must be api"), FIELDS).all())
			.containsExactly(new Fault(null, "kind must be api."));
		assertThat(FormFaults.of(ProblemException.conflict("This is taken"), FIELDS).all())
			.containsExactly(new Fault(null, "This is taken."));
	}

	@Test
	void isNotWhatTheServiceIsAtFaultFor() {
		ProblemException away = ProblemException.unavailable("The store is away");
		assertThatThrownBy(() -> FormFaults.of(away, FIELDS)).isSameAs(away);
	}

	@Test
	void whiteSpaceIsNothingTyped() {
		assertThat(TypedText.given(" \t")).isNull();
		assertThat(TypedText.given(" a ")).isEqualTo(" a ");
		assertThat(TypedText.utc("  ")).isNull();
	}

}
