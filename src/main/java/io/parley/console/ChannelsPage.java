package io.parley.console;

import java.util.List;
import java.util.Map;

import io.parley.channel.ChannelResponse;
import io.parley.channel.Channels;
import io.parley.channel.delivery.Deliveries;
import io.parley.channel.delivery.DeliveryState;
import io.parley.web.Callers;
import io.parley.web.Scope;
import io.parley.web.page.CountedPage;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The channels of a team, and each of them with what became of its deliveries. */
@ConsolePage
@RequestMapping(ChannelsPage.PATH)
class ChannelsPage {

	static final String PATH = "/console/channels";

	private final Channels channels;

	private final Deliveries deliveries;

	private final Callers callers;

	ChannelsPage(Channels channels, Deliveries deliveries, Callers callers) {
		this.callers = callers;
		this.channels = channels;
		this.deliveries = deliveries;
	}

	/**
	 * A channel as a page shows it.
	 *
	 * @param health a word on whether it can work
	 * @param trouble what keeps it from that, as a sentence, or null
	 */
	record Row(String url, ChannelResponse channel, String health, @Nullable String trouble) {

		static Row of(Channels.Shown shown) {
			ChannelResponse channel = shown.channel();
			String trouble = (shown.trouble() != null)
					? Character.toUpperCase(shown.trouble().charAt(0)) + shown.trouble().substring(1) + "." : null;
			return new Row(PATH + "/" + ListUrl.segment(channel.id()), channel, health(channel, trouble), trouble);
		}

		private static String health(ChannelResponse channel, @Nullable String trouble) {
			if (trouble != null) {
				return "cannot deliver";
			}
			return channel.kind().isDelivered() ? "ready" : "left to a worker";
		}

	}

	/**
	 * How many deliveries are in a state.
	 *
	 * @param url of their list
	 */
	record StateCount(DeliveryState state, long count, String url) {

		/** Whether there may be more. */
		public boolean isMore() {
			return this.count >= Deliveries.MOST_COUNTED;
		}

		static List<StateCount> of(Map<DeliveryState, Long> counts, @Nullable String channelId) {
			ListUrl list = ListUrl.of(DeliveriesPage.PATH).with("channel_id", channelId);
			return counts.entrySet()
				.stream()
				.map((count) -> new StateCount(count.getKey(), count.getValue(),
						list.with("state", count.getKey().text()).toString()))
				.toList();
		}

	}

	@GetMapping
	ModelAndView showChannels(@RequestParam(required = false) @Nullable String cursor) {
		CountedPage<Channels.Shown> page = this.channels.list(CursorLinks.request(cursor));
		return new ModelAndView("console/channels", Map.of("rows", page.entries().stream().map(Row::of).toList(),
				"pager", CursorLinks.of(page, ListUrl.of(PATH))));
	}

	@GetMapping("/{id}")
	ModelAndView showChannel(@PathVariable String id) {
		Row row = Row.of(this.channels.get(id));
		return new ModelAndView("console/channel",
				Map.of("row", row, "counts", StateCount.of(this.deliveries.count(id), id), "deliveries",
						ListUrl.of(DeliveriesPage.PATH).with("channel_id", id).toString()));
	}

	/** Shows what came of a test, in the answer to the form. */
	@PostMapping("/{id}/test")
	ModelAndView testChannel(@PathVariable String id) {
		this.callers.caller().require(Scope.CHANNELS_READ);
		return showChannel(id).addObject("test", this.channels.test(id));
	}

}
