package io.parley.dispatch;

import java.util.List;

import io.parley.ParleyTest;
import io.parley.RequiresNats;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.awaitility.Awaitility.await;

/** What the relay holds of documents ends with what there is to do for them. */
@ParleyTest
@RequiresNats
class RelayLanesTest {

	@Autowired
	private Relay relay;

	@Autowired
	private Removals removals;

	@Autowired
	private List<OutboxSource> sources;

	@Test
	void aDocumentWhoseEventsWereTakenOutMeanwhileIsNotHeldForEver() {
		OutboxOwner document = new Document(new ObjectId());
		Lane lane = await().until(
				() -> this.relay.submit(this.sources.get(0), OutboxStore.Pending.of(document, List.of()), true),
				(submitted) -> submitted != null);
		await().until(() -> !this.removals.lanes().containsKey(lane.key()));
	}

	private record Document(ObjectId id) implements OutboxOwner {

		@Override
		public String team() {
			return "default";
		}

		@Override
		public List<OutboxEvent> outbox() {
			return List.of();
		}

	}

}
