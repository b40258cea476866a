package io.parley.idempotency;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import io.parley.ParleyTest;
import io.parley.web.Caller;
import io.parley.web.OnBehalf;
import io.parley.web.OperationId;
import io.parley.web.ProblemException;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a form does that is sent more than once. */
@ParleyTest
class FormOperationsTest {

	@Autowired
	private FormOperations forms;

	@Autowired
	private OnBehalf onBehalf;

	private final List<OperationId> done = Collections.synchronizedList(new ArrayList<>());

	@Test
	void worksOnceHoweverManySendItAtOnce() {
		String form = this.forms.newForm();
		IntStream.range(0, 4)
			.mapToObj((n) -> CompletableFuture.runAsync(() -> send(form, "text", this.done::add)))
			.toList()
			.forEach(CompletableFuture::join);
		send(form, "text", this.done::add);
		assertThat(this.done).hasSize(1);
	}

	@Test
	void refusesOtherContentUnderTheSameId() {
		String form = this.forms.newForm();
		send(form, "text", this.done::add);
		assertThatThrownBy(() -> send(form, "another", this.done::add)).isInstanceOf(ProblemException.class)
			.hasMessageContaining("sent before with something else");
		assertThat(this.done).hasSize(1);
	}

	@Test
	void isAsGoodAsNewAfterARefusal() {
		String form = this.forms.newForm();
		assertThatThrownBy(() -> send(form, "", (operation) -> {
			throw ProblemException.invalid("text", "text is required");
		})).hasMessage("text is required");
		send(form, "text", this.done::add);
		assertThat(this.done).hasSize(1);
	}

	@Test
	void isTheSameOperationAfterAFailure() {
		String form = this.forms.newForm();
		assertThatThrownBy(() -> send(form, "text", (operation) -> {
			this.done.add(operation);
			throw new IllegalStateException("the answer was lost");
		})).hasMessage("the answer was lost");
		send(form, "text", this.done::add);
		assertThat(this.done).hasSize(2).containsOnly(this.done.get(0));
	}

	@Test
	void needsAnId() {
		for (String none : new String[] { null, " ", "x".repeat(65) }) {
			assertThatThrownBy(() -> send(none, "text", this.done::add)).isInstanceOf(ProblemException.class)
				.hasMessageContaining("must have the id");
		}
		assertThat(this.done).isEmpty();
	}

	private void send(String form, String content, Consumer<OperationId> work) {
		this.onBehalf.of(Caller.ANYONE, () -> {
			this.forms.once(form, content, work);
			return null;
		});
	}

}
