package io.parley.channel;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;

import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tries a channel. */
@Tag(name = "Channels")
@RestController
@RequestMapping(ChannelController.PATH)
class ChannelTestController {

	private final ChannelTestService service;

	ChannelTestController(ChannelTestService service) {
		this.service = service;
	}

	/**
	 * Test a channel. Sends one message that is marked as a test, waits for the receiver
	 * and says how it went; also where the channel is not enabled. Over a channel of kind
	 * nats nothing is sent, since only its worker could say whether it came.
	 * @param id the channel's id
	 */
	@PostMapping("/{id}/test")
	ChannelTestResponse testChannel(@Parameter(example = ChannelController.SOME_ID) @PathVariable String id) {
		return this.service.test(id);
	}

}
