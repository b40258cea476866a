package io.parley.store;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import io.parley.Api;
import io.parley.ParleyTest;
import org.bson.Document;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.mapping.MongoMappingContext;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;

import static org.assertj.core.api.Assertions.assertThat;

@ParleyTest
class StoredDocumentsTest {

	@Autowired
	private TeamTemplate templates;

	@Autowired
	private MongoMappingContext context;

	record Stored(ObjectId id, String team, String sessionId, JsonObject messageData) {
	}

	@Test
	void readsEveryDocumentOfTheService() {
		List<Class<?>> documents = this.context.getPersistentEntities()
			.stream()
			.<Class<?>>map((entity) -> entity.getType())
			.filter((type) -> type.isAnnotationPresent(org.springframework.data.mongodb.core.mapping.Document.class))
			.toList();
		assertThat(documents).hasSizeGreaterThan(10)
			.allSatisfy((type) -> assertThat(new RecordReader<>(type, this.context)).isNotNull());
	}

	@Test
	void findsFreeJsonAsItWasInserted() {
		TeamTemplate store = this.templates.of(Api.id("team")).on("session_messages");
		Document free = new Document("a", Arrays.asList(null, true, 1, 1L << 40, Decimal128.parse("1.10"), "é"))
			.append("b%2Ec", new Document("d", new Document()));
		for (int i = 0; i < 3; i++) {
			store.insertStored(
					new Document("_id", new ObjectId()).append("session_id", "s" + i).append("message_data", free));
		}
		Query query = new Query(Criteria.where("session_id").is("s1"));
		assertThat(store.findOne(query, Stored.class)).get().satisfies((found) -> {
			assertThat(found.team()).isEqualTo(store.team());
			assertThat(found.messageData()).isEqualTo(new JsonObject(free));
		});
		assertThat(store.findOne(query, Document.class)).get()
			.satisfies((found) -> assertThat(found.get("message_data")).isEqualTo(free));
		assertThat(store.findOne(new Query(Criteria.where("session_id").is("s9")), Stored.class)).isEmpty();
		Query two = new Query(Criteria.where("session_id").in("s0", "s1", "s2")).limit(2);
		assertThat(Stream.concat(store.find(two, Stored.class).stream(),
				store.page(new Query(), new KeyOrder("created_at", false), 2, Stored.class).entries().stream()))
			.hasSize(4)
			.allSatisfy((found) -> assertThat(found.messageData()).isEqualTo(new JsonObject(free)));
	}

}
