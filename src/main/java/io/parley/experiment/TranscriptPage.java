package io.parley.experiment;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A part of the transcript of a session, in order.
 *
 * @param before how many messages are before these
 * @param earlier the cursor of the part before it, or null where this is the first
 * @param later the cursor of the part after it, or null where this is the last
 */
public record TranscriptPage(List<ExperimentMessageResponse> messages, long before, @Nullable String earlier,
		@Nullable String later) {
}
