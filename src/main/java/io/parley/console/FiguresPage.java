package io.parley.console;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

import io.parley.channel.delivery.Deliveries;
import io.parley.sessionmessage.SessionFigures;
import io.parley.sessionmessage.SessionFigures.Day;
import io.parley.sessionmessage.SessionFigures.Figures;
import io.parley.web.Callers;
import io.parley.web.ProblemException;
import io.parley.web.Scope;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** How much is asked and what becomes of it, as tables that a script draws charts of. */
@ConsolePage
class FiguresPage {

	private static final String PATH = "/console/figures";

	private static final List<Integer> CHOICES = List.of(14, 30);

	private final SessionFigures sessions;

	private final Deliveries deliveries;

	private final Callers callers;

	FiguresPage(SessionFigures sessions, Deliveries deliveries, Callers callers) {
		this.sessions = sessions;
		this.deliveries = deliveries;
		this.callers = callers;
	}

	/**
	 * One of the stretches of time that can be chosen.
	 *
	 * @param chosen whether it is shown
	 */
	record Choice(int days, String url, boolean chosen) {
	}

	/** A day of the table. */
	record Row(LocalDate day, List<Long> numbers) {

		static Row of(Day day) {
			return new Row(day.day(),
					List.of(day.asked(), day.answered(), day.failed(), day.expired(), day.completed(), day.open()));
		}

	}

	/**
	 * Deliveries are shown to those who may see them.
	 * @param days 14 or 30
	 */
	@GetMapping(PATH)
	ModelAndView showFigures(@RequestParam(defaultValue = "14") int days) {
		if (!CHOICES.contains(days)) {
			throw ProblemException.invalid("days", "days must be 14 or 30");
		}
		Figures figures = this.sessions.of(days);
		boolean delivers = this.callers.caller().scopes().contains(Scope.CHANNELS_READ);
		return new ModelAndView("console/figures").addObject("figures", figures)
			.addObject("rows", figures.days().stream().map(Row::of).toList())
			.addObject("time", figures.timeToReply().orElse(null))
			.addObject("days", days)
			.addObject("date", DateTimeFormatter.ofPattern("d MMM uuuu", Locale.UK))
			.addObject("choices", CHOICES.stream()
				.map((choice) -> new Choice(choice, ListUrl.of(PATH).with("days", choice).toString(), choice == days))
				.toList())
			.addObject("counts", delivers ? ChannelsPage.StateCount.of(this.deliveries.count(null), null) : List.of());
	}

}
