package io.parley.dispatch;

import java.util.List;

import io.parley.store.Ids;
import io.parley.store.KeyPage;
import io.parley.store.TeamTemplate;
import io.parley.web.PageLinks;
import io.parley.web.ProblemException;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Events that NATS never takes. */
@RestController
@RequestMapping("/events/parked")
@Tag(name = "Events", description = "Events that NATS does not take")
class ParkedEventController {

	private final ParkedEventRepository parked;

	private final Outbox outbox;

	private final OutboxSource source;

	ParkedEventController(ParkedEventRepository parked, Outbox outbox, OutboxSource parkedOutbox) {
		this.parked = parked;
		this.outbox = outbox;
		this.source = parkedOutbox;
	}

	/**
	 * Lists parked events. What NATS never takes, being too large for the stream, is
	 * parked, so that it holds up nothing else. The newest first; a further page is
	 * announced by a {@code Link} header.
	 * @param limit how many at most
	 * @param before the id of the last of the page before
	 */
	@GetMapping
	ResponseEntity<List<ParkedEventResponse>> listParkedEvents(
			@RequestParam(defaultValue = "100") @Min(1) @Max(500) int limit,
			@RequestParam(required = false) @Nullable String before) {
		KeyPage<ParkedEvent> page = this.parked.list((before != null)
				? Ids.read(before)
					.orElseThrow(() -> ProblemException.invalid("before", "before must be the id of a parked event"))
				: null, limit);
		List<ParkedEvent> events = page.entries();
		String last = page.more() ? events.get(events.size() - 1).id().toHexString() : null;
		return ResponseEntity.ok()
			.headers(PageLinks.next("before", last))
			.body(events.stream().map(ParkedEventResponse::from).toList());
	}

	/**
	 * Sends a parked event again. It goes out as it is; where NATS still does not take
	 * it, it is parked anew, under another id.
	 * @param id the parked event's id
	 */
	@PostMapping("/{id}/retry")
	@ResponseStatus(HttpStatus.ACCEPTED)
	void retryParkedEvent(@Parameter(example = "64f380fcfd82d035f7172c98") @PathVariable String id) {
		ParkedEvent event = Ids.read(id)
			.flatMap(this.parked::find)
			.orElseThrow(() -> ProblemException.notFound("There is no parked event with id " + id));
		// Until it is gone it keeps an id that no other has, so that it may be parked
		// anew.
		Update gone = Update.update(TeamTemplate.TEAM, TeamTemplate.DELETED).set("event_id", event.id().toHexString());
		this.outbox.change(this.source, event, new Query(), gone, List.of(event.event()));
	}

}
