package io.parley.console;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import io.parley.idempotency.FormOperations;
import io.parley.web.OperationId;
import io.parley.web.ProblemException;
import io.parley.web.Scope;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.servlet.ModelAndView;

/**
 * The form by which a key, an account or an application is made: once, however often it
 * is sent.
 */
final class OnceForm {

	private final String view;

	private final List<String> fields;

	private final FormOperations operations;

	/**
	 * @param view the page with the form
	 * @param fields the ids of its fields, which are called as in JSON
	 */
	OnceForm(String view, List<String> fields, FormOperations operations) {
		this.view = view;
		this.fields = fields;
		this.operations = operations;
	}

	/** What was typed into such a form. */
	interface Typed {

		/** The id that came with the form; null where none did. */
		@Nullable String form();

		/** The scopes that were chosen; null where none were. */
		@Nullable List<String> scopes();

		/**
		 * What the form says, without what may be stored nowhere. May not change between
		 * repetitions.
		 */
		String content();

		/** The same in a form with another id, but for what is not shown again. */
		Typed again(@Nullable String form);

	}

	/** The id of a form that is shown now. */
	String newId() {
		return this.operations.newForm();
	}

	/** The page of a form that has not been sent. */
	ModelAndView show(Typed typed) {
		return page(typed, FormFaults.NONE, HttpStatus.OK);
	}

	/**
	 * Does the work of a form that was sent, unless that has been done.
	 * @param work answers the page to show when it is done
	 * @param repeated in its place when it was done before
	 * @return one of both, or the form again with what is wrong with it
	 * @throws ProblemException where that is not about what was typed
	 */
	ModelAndView send(Typed typed, Function<OperationId, ModelAndView> work, ModelAndView repeated) {
		AtomicReference<@Nullable ModelAndView> done = new AtomicReference<>();
		try {
			this.operations.once(typed.form(), typed.content(), (operation) -> done.set(work.apply(operation)));
			return Objects.requireNonNullElse(done.get(), repeated);
		}
		catch (ProblemException ex) {
			FormFaults faults = FormFaults.of(ex, this.fields);
			return page(typed.again(FormFaults.isBusy(ex) ? typed.form() : newId()), faults, ex.getStatusCode());
		}
	}

	private ModelAndView page(Typed typed, FormFaults faults, HttpStatusCode status) {
		ModelAndView page = new ModelAndView(this.view).addObject("typed", typed)
			.addObject("scopes", Scope.values())
			.addObject("chosen", Optional.ofNullable(typed.scopes()).orElse(List.of()))
			.addObject("faults", faults);
		page.setStatus(status);
		return page;
	}

}
