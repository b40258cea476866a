package io.parley.message;

import java.util.List;

import io.parley.web.PageLinks;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A participant's threads. */
@RestController
@RequestMapping({ "/users/{user_id}/threads", "/bots/{bot_id}/threads" })
@Tag(name = "Participant messages")
class ThreadController {

	private final ThreadService threads;

	private final Cursors cursors;

	ThreadController(ThreadService threads, Cursors cursors) {
		this.threads = threads;
		this.cursors = cursors;
	}

	/**
	 * List threads. The distinct groups of the participant's messages, each by its newest
	 * message with the names of who takes part and the number of messages, newest first.
	 * @param before the id of a message: only threads whose newest message is older
	 * @param after the id of a message: only threads whose newest message is newer
	 */
	@GetMapping
	@Parameter(name = GroupBy.PARAMETER, in = ParameterIn.QUERY, required = true, example = "['user_ids','bot_ids']",
			description = "sender_id, sender_type, user_ids, bot_ids, context.<path>; repeated (also as group_by[]),"
					+ " with commas, or a list",
			schema = @Schema(type = "string"))
	ResponseEntity<List<ThreadResponse>> listParticipantThreads(Participant participant, GroupBy groupBy,
			@RequestParam(defaultValue = "50") @Min(1) @Max(500) int limit,
			@RequestParam(required = false) String before, @RequestParam(required = false) String after) {
		Page page = this.cursors.page(participant, limit, before, after);
		Page.Of<ThreadResponse> found = this.threads.threads(participant, groupBy, page);
		return ResponseEntity.ok().headers(PageLinks.next(found.parameter(), found.next())).body(found.entries());
	}

}
