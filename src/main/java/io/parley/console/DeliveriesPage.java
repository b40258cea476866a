package io.parley.console;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import io.parley.channel.delivery.Deliveries;
import io.parley.channel.delivery.DeliveryResponse;
import io.parley.channel.delivery.DeliveryState;
import io.parley.web.Callers;
import io.parley.web.ProblemException;
import io.parley.web.Scope;
import io.parley.web.page.CountedPage;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.BindParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * What became of the messages that went out over channels, and dead letters once more.
 */
@ConsolePage
@RequestMapping(DeliveriesPage.PATH)
class DeliveriesPage {

	static final String PATH = "/console/deliveries";

	private static final Notices NOTICES = new Notices(
			Map.of("retried", "The delivery will be tried again, from its first attempt on."));

	private final Deliveries deliveries;

	private final Callers callers;

	DeliveriesPage(Deliveries deliveries, Callers callers) {
		this.callers = callers;
		this.deliveries = deliveries;
	}

	/** Which of them a list shows; what is empty does not count. */
	record Filter(@Nullable String state, @BindParam("channel_id") @Nullable String channelId,
			@Nullable String cursor) {

		Filter {
			state = TypedText.given(state);
			channelId = TypedText.given(channelId);
			cursor = TypedText.given(cursor);
		}

		/** The list from its beginning. */
		ListUrl url() {
			return ListUrl.of(PATH).with("state", this.state).with("channel_id", this.channelId);
		}

	}

	/** A delivery as a page shows it. */
	record Row(@Nullable DeliveryResponse delivery, @Nullable String sessionId, @Nullable String channelUrl,
			@Nullable String sessionUrl, boolean retried, @Nullable String fault) {

		static Row of(Deliveries.OfSession found, boolean retried) {
			return new Row(found.delivery(), found.sessionId(),
					ChannelsPage.PATH + "/" + ListUrl.segment(found.delivery().channelId()),
					SessionUrl.of(found.sessionId()), retried, null);
		}

		/** In place of one that cannot be tried again. */
		static Row refused(String fault) {
			return new Row(null, null, null, null, false, fault);
		}

	}

	@GetMapping
	ModelAndView showDeliveries(@ModelAttribute("filter") Filter filter,
			@RequestParam(required = false) @Nullable String done) {
		return list(filter, FormFaults.NONE).addObject("notice", NOTICES.of(done));
	}

	private ModelAndView list(Filter filter, FormFaults faults) {
		CountedPage<Deliveries.OfSession> page = this.deliveries.list(filter.state(), filter.channelId(),
				CursorLinks.request(filter.cursor()));
		List<Row> rows = page.entries().stream().map((found) -> Row.of(found, false)).toList();
		return new ModelAndView("console/deliveries").addObject("rows", rows)
			.addObject("filter", filter)
			.addObject("pager", CursorLinks.of(page, filter.url()))
			.addObject("states", Arrays.stream(DeliveryState.values()).map(DeliveryState::text).toList())
			.addObject("faults", faults);
	}

	/** Leads back to the list that the form was in, which says that it was done. */
	@PostMapping("/{id}/retry")
	ModelAndView retryDelivery(@PathVariable String id, @ModelAttribute("filter") Filter filter) {
		this.callers.caller().require(Scope.CHANNELS_READ);
		try {
			this.deliveries.retry(id);
		}
		catch (ProblemException ex) {
			ModelAndView page = list(filter, FormFaults.of(ex, List.of()));
			page.setStatus(ex.getStatusCode());
			return page;
		}
		return SeeOther.at(NOTICES.url(filter.url().with("cursor", filter.cursor()), "retried"));
	}

	/**
	 * The same for the script of the page, which puts the row in place of the one before.
	 */
	@PostMapping(path = "/{id}/retry", headers = "HX-Request")
	ModelAndView retryInPlace(@PathVariable String id, @ModelAttribute("filter") Filter filter) {
		this.callers.caller().require(Scope.CHANNELS_READ);
		Row row;
		try {
			row = Row.of(this.deliveries.retry(id), true);
		}
		catch (ProblemException ex) {
			row = Row.refused(FormFaults.of(ex, List.of()).all().get(0).sentence());
		}
		return new ModelAndView("console/deliveries :: row").addObject("row", row).addObject("filter", filter);
	}

}
