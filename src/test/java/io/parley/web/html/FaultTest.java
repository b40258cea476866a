package io.parley.web.html;

import java.util.List;
import java.util.Map;

import io.parley.web.ProblemException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What a problem says on a page. */
class FaultTest {

	@Test
	void eachSentenceIsSaidByItself() {
		assertThat(Fault.of(ProblemException.invalid(Map.of("name", List.of("name is odd", "name is long.")))))
			.containsExactly(new Fault("name", "name is odd."), new Fault("name", "name is long."));
	}

	@Test
	void anEntryOfAListIsAFaultOfTheList() {
		assertThat(Fault.of(ProblemException.invalid("tags[1].name", "tags[1].name must be a string")))
			.containsExactly(new Fault("tags", "tags[1].name must be a string."));
	}

	@Test
	void whatNamesNoFieldIsAboutTheWhole() {
		assertThat(Fault.of(ProblemException.conflict("name is taken")))
			.containsExactly(new Fault(null, "name is taken."));
	}

}
