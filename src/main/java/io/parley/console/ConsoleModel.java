package io.parley.console;

import java.util.List;

import io.parley.web.Caller;
import io.parley.web.Callers;
import io.parley.web.Scope;

import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/**
 * What every page of the console has in its model: {@code nav}, the sections that the
 * caller may open, and {@code me}, who that is.
 */
@ControllerAdvice(annotations = ConsolePage.class)
class ConsoleModel {

	private final Callers callers;

	ConsoleModel(Callers callers) {
		this.callers = callers;
	}

	/**
	 * The caller as the layout shows it.
	 *
	 * @param signedIn whether it is a person who can sign out
	 */
	record Me(String name, String team, boolean signedIn, Caller caller) {

		/** Whether it has a scope, by its text. */
		public boolean may(String scope) {
			return Scope.of(scope).filter(this.caller.scopes()::contains).isPresent();
		}

	}

	@ModelAttribute("nav")
	List<Section> nav() {
		return Section.of(this.callers.caller());
	}

	@ModelAttribute("me")
	Me me() {
		Caller caller = this.callers.caller();
		return new Me(caller.name(), caller.team(), caller.kind() == Caller.Kind.ACCOUNT, caller);
	}

}
