package io.parley.console;

import java.util.List;
import java.util.Set;

import io.parley.message.Participant;
import io.parley.web.Characters;
import io.parley.web.html.Fault;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Where somebody says whose messages to look at. */
@ConsolePage
class ConversationsPage {

	/** What browsers take for a step in a path, however it is written. */
	private static final Set<String> STEPS = Set.of(".", "..");

	private static final String ID = "id";

	@GetMapping("/console/conversations")
	ModelAndView showConversations(@RequestParam(defaultValue = "user") String kind,
			@RequestParam(required = false) @Nullable String id) {
		boolean bot = kind.equals("bot");
		if (id == null) {
			return form(HttpStatus.OK, bot, "", List.of());
		}
		if (!Characters.Validator.isWithin(id, 1, Characters.ID)) {
			return form(HttpStatus.BAD_REQUEST, bot, id,
					List.of(new Fault(ID, "The id must have 1 to " + Characters.ID + " characters.")));
		}
		if (STEPS.contains(id)) {
			return form(HttpStatus.BAD_REQUEST, bot, id, List.of(new Fault(ID,
					"Browsers cannot open the page of an id that is only one or two dots; programs can ask for it.")));
		}
		return SeeOther.at(ParticipantView.path(bot ? Participant.bot(id) : Participant.user(id)));
	}

	private static ModelAndView form(HttpStatus status, boolean bot, String id, List<Fault> faults) {
		return new ModelAndView("console/conversations", status).addObject("bot", bot)
			.addObject(ID, id)
			.addObject("faults", faults);
	}

}
