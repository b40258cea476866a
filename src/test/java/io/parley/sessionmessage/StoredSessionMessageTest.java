package io.parley.sessionmessage;

import java.util.List;
import java.util.Map;

import io.parley.ParleyTest;
import io.parley.store.JsonObject;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.convert.MongoConverter;

import static org.assertj.core.api.Assertions.assertThat;

/** What is written by hand is what the mapping reads. */
@ParleyTest
class StoredSessionMessageTest {

	@Autowired
	private MongoConverter converter;

	@Test
	void aNewSessionIsStoredAsItIsRead() {
		JsonObject data = JsonObject.of(Map.of("a", List.of(1, "b")));
		SessionMessageRequest all = new SessionMessageRequest("s", "u", data, data, "c", 1893456000L, "failed", "run",
				new OnInvalid(2));
		SessionMessageRequest least = new SessionMessageRequest("s", null, null, null, null, null, null, null, null);
		for (SessionMessageRequest request : List.of(all, least)) {
			SessionMessage session = SessionMessage.create(request, new ObjectId(), "default");
			Document mapped = new Document();
			this.converter.write(session, mapped);
			mapped.remove("team");
			mapped.remove("_class");
			assertThat(session.stored().toJson()).isEqualTo(mapped.toJson());
		}
	}

}
