package io.parley.channel;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What became of a test message.
 *
 * @param delivered whether the receiver has it
 * @param status the receiver's HTTP or SMTP status; null where it gave none
 * @param detail a sentence on how it went
 */
@Schema(name = "ChannelTest", requiredProperties = { "delivered", "status", "detail" })
public record ChannelTestResponse(boolean delivered, @Schema(types = {
		"integer", "null" }) @Nullable Integer status, String detail){

	static ChannelTestResponse from(Attempt attempt) {
		return new ChannelTestResponse(attempt.isDelivered(), attempt.status(),
				(attempt.detail() != null) ? attempt.detail() : "The receiver has taken the test message");
	}

	static ChannelTestResponse notDelivered(String detail) {
		return new ChannelTestResponse(false, null, detail);
	}

}
