package io.parley.console;

import java.util.List;

import io.parley.message.MessageResponse;
import io.parley.message.Participant;
import io.parley.message.ParticipantMessages;
import io.parley.message.ParticipantMessages.Part;
import io.parley.message.ParticipantMessages.Range;
import io.parley.message.ThreadResponse;
import io.parley.web.ProblemException;
import io.parley.web.html.Fault;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** A user or a bot: its threads, or all its messages. */
@ConsolePage
class ParticipantPage {

	private static final String PATH = "/console/participants/{kind}/{id}";

	private static final String MESSAGES = "messages";

	private static final String GROUP_BY = "group_by";

	private static final List<String> PARTICIPANTS = List.of("user_ids", "bot_ids");

	private static final int THREADS = 25;

	private static final int MOST_MESSAGES = 50;

	private static final int RADIUS = 25;

	private final ParticipantMessages messages;

	private final ParticipantViews views;

	ParticipantPage(ParticipantMessages messages, ParticipantViews views) {
		this.messages = messages;
		this.views = views;
	}

	/** The address of a message of a participant among all that it has. */
	static String around(Participant own, String messageId) {
		return list(own).with("show", MESSAGES).with("around", messageId) + "#" + MessageView.anchor(messageId);
	}

	private static ListUrl list(Participant own) {
		return ListUrl.of(ParticipantView.path(own));
	}

	@GetMapping(path = PATH, params = "show=" + MESSAGES)
	ModelAndView showParticipantMessages(@PathVariable String kind, @PathVariable String id,
			@RequestParam(required = false) @Nullable String before,
			@RequestParam(required = false) @Nullable String after,
			@RequestParam(required = false) @Nullable String around) {
		Participant own = Participant.of(kind, id);
		ParticipantView participant = this.views.of(own);
		Part<MessageResponse> part = (around != null && !around.isEmpty()) ? this.messages.around(own, around, RADIUS)
				: this.messages.messages(own, new Range(MOST_MESSAGES, before, after));
		ListUrl list = list(own).with("show", MESSAGES);
		return new ModelAndView("console/participant-messages").addObject("participant", participant)
			.addObject("messages", this.views.messages(part.entries(), own))
			.addObject("pages", PartLinks.of(part, list));
	}

	@GetMapping(PATH)
	ModelAndView showParticipant(@PathVariable String kind, @PathVariable String id,
			@RequestParam(name = GROUP_BY, defaultValue = "") String groupBy,
			@RequestParam(required = false) @Nullable String before,
			@RequestParam(required = false) @Nullable String after) {
		Participant own = Participant.of(kind, id);
		ModelAndView page = new ModelAndView("console/participant").addObject("participant", this.views.of(own))
			.addObject("groupBy", groupBy);
		boolean together = groupBy.isBlank();
		try {
			Part<ThreadResponse> part = this.messages.threads(own, together ? PARTICIPANTS : List.of(groupBy),
					new Range(THREADS, before, after));
			return page
				.addObject("threads",
						ParticipantViews.threads(part.entries(), own, ContextField.of(groupBy.strip()), together))
				.addObject("pages", PartLinks.of(part, list(own).with(GROUP_BY, groupBy)))
				.addObject("faults", List.of());
		}
		catch (ProblemException ex) {
			List<Fault> faults = Fault.of(ex);
			if (faults.stream().noneMatch((fault) -> GROUP_BY.equals(fault.field()))) {
				throw ex;
			}
			page.setStatus(HttpStatus.BAD_REQUEST);
			return page.addObject("threads", List.of()).addObject("pages", PartLinks.NONE).addObject("faults", faults);
		}
	}

}
