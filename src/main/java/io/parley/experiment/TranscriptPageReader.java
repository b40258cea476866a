package io.parley.experiment;

import java.util.ArrayList;
import java.util.List;

import io.parley.store.MemoryBudget;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Reads a page of a transcript from any place on, forwards or back. However long the
 * transcript, it reads one stretch of it and the batch that reaches over its end; where
 * messages are large a page has fewer than asked for.
 */
@Component
class TranscriptPageReader {

	private static final long STRETCH_BYTES = 256 << 10;

	/** How much further back is looked where a batch is larger than a stretch. */
	private static final int FURTHER = 8;

	/** The memory of messages as bytes, objects and text, for each byte stored. */
	private static final int MEMORY_PER_BYTE = 8;

	private final MessageBatchRepository batches;

	private final MemoryBudget memory;

	private final long stretchBytes;

	@Autowired
	TranscriptPageReader(MessageBatchRepository batches, MemoryBudget memory) {
		this(batches, memory, STRETCH_BYTES);
	}

	TranscriptPageReader(MessageBatchRepository batches, MemoryBudget memory, long stretchBytes) {
		this.batches = batches;
		this.memory = memory;
		this.stretchBytes = stretchBytes;
	}

	/** A message and the place of it. */
	private record Placed(MessageBatch batch, int index) {

		TranscriptPlace before(long number) {
			return new TranscriptPlace(this.batch.position(), this.index, number, true);
		}

		TranscriptPlace after(long number) {
			boolean last = this.index + 1 == this.batch.messages().size();
			return new TranscriptPlace(last ? this.batch.nextPosition() : this.batch.position(),
					last ? 0 : this.index + 1, number, false);
		}

		boolean isBefore(TranscriptPlace place) {
			return this.batch.position() < place.position()
					|| (this.batch.position() == place.position() && this.index < place.index());
		}

	}

	/**
	 * @param most the most messages of the page
	 * @throws io.parley.web.ProblemException 400 for a place that is not in the session
	 */
	TranscriptPage read(ExperimentSession session, TranscriptPlace place, int most) {
		return place.back() ? back(session, place, most) : forwards(session, place, most);
	}

	private TranscriptPage forwards(ExperimentSession session, TranscriptPlace place, int most) {
		List<MessageBatch> found = between(session, place.position(),
				Math.min(place.position() + this.stretchBytes, session.nextPosition()));
		if (place.position() < session.nextPosition()
				&& (found.isEmpty() || found.get(0).position() != place.position())) {
			throw TranscriptPlace.invalid();
		}
		List<Placed> messages = placed(found).stream()
			.filter((message) -> !message.isBefore(place))
			.limit(most)
			.toList();
		if (messages.isEmpty()) {
			return new TranscriptPage(List.of(), place.number(), earlier(place.turned()), null);
		}
		TranscriptPlace end = messages.get(messages.size() - 1).after(place.number() + messages.size());
		return new TranscriptPage(shown(messages), place.number(), earlier(place.turned()), later(end, session));
	}

	private TranscriptPage back(ExperimentSession session, TranscriptPlace place, int most) {
		List<MessageBatch> found = before(session, place);
		if (!found.isEmpty() && !endsAt(found.get(found.size() - 1), place)) {
			throw TranscriptPlace.invalid();
		}
		List<Placed> all = placed(found).stream().filter((message) -> message.isBefore(place)).toList();
		List<Placed> messages = all.subList(Math.max(0, all.size() - most), all.size());
		long number = Math.max(0, place.number() - messages.size());
		String earlier = messages.isEmpty() ? null : earlier(messages.get(0).before(number));
		return new TranscriptPage(shown(messages), number, earlier, later(place.turned(), session));
	}

	/**
	 * Batches in order, up to the one that the place is in or behind; that one alone
	 * where it is larger than a stretch.
	 */
	private List<MessageBatch> before(ExperimentSession session, TranscriptPlace place) {
		long end = Math.min(place.position() + ((place.index() > 0) ? 1 : 0), session.nextPosition());
		long stretch = this.stretchBytes;
		List<MessageBatch> found = between(session, Math.max(0, place.position() - stretch), end);
		while (found.isEmpty() && stretch < place.position()) {
			stretch *= FURTHER;
			found = between(session, Math.max(0, place.position() - stretch), end);
		}
		return (stretch > this.stretchBytes && !found.isEmpty()) ? found.subList(found.size() - 1, found.size())
				: found;
	}

	private static boolean endsAt(MessageBatch last, TranscriptPlace place) {
		return (place.index() > 0) ? last.position() == place.position() : last.nextPosition() == place.position();
	}

	private List<MessageBatch> between(ExperimentSession session, long from, long to) {
		if (from >= to) {
			return List.of();
		}
		this.memory.current().ifPresent((own) -> own.grow(this.stretchBytes * MEMORY_PER_BYTE));
		List<MessageBatch> found = this.batches.between(session.id(), from, to);
		long bytes = found.stream().mapToLong(MessageBatch::size).sum();
		this.memory.current().ifPresent((own) -> own.grow(Math.max(0, bytes - this.stretchBytes) * MEMORY_PER_BYTE));
		return found;
	}

	private static List<Placed> placed(List<MessageBatch> batches) {
		List<Placed> messages = new ArrayList<>();
		for (MessageBatch batch : batches) {
			for (int index = 0; index < batch.messages().size(); index++) {
				messages.add(new Placed(batch, index));
			}
		}
		return messages;
	}

	private static List<ExperimentMessageResponse> shown(List<Placed> messages) {
		return messages.stream()
			.map((message) -> ExperimentMessageResponse.from(message.batch(),
					message.batch().messages().get(message.index())))
			.toList();
	}

	private static @Nullable String earlier(TranscriptPlace place) {
		return place.isStart() ? null : place.encode();
	}

	private static @Nullable String later(TranscriptPlace place, ExperimentSession session) {
		return (place.position() < session.nextPosition()) ? place.encode() : null;
	}

}
