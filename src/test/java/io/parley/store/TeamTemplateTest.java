package io.parley.store;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.time.Duration;

import io.parley.Api;
import io.parley.ParleyTest;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.aggregation.Aggregation;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

import static org.assertj.core.api.Assertions.assertThat;

/** No operation of one team sees or changes what belongs to another. */
@ParleyTest
class TeamTemplateTest {

	private static final String COLLECTION = "session_messages";

	@Autowired
	private TeamTemplate store;

	@Autowired
	private SingleRun singleRun;

	@Test
	void aTeamSeesAndChangesOnlyItsOwn() {
		TeamTemplate red = this.store.of(Api.id("red")).on(COLLECTION);
		TeamTemplate blue = this.store.of(Api.id("blue")).on(COLLECTION);
		String id = Api.id("s");
		red.insert(document(id));
		Query query = new Query(Criteria.where("session_id").is(id));
		assertThat(red.findOne(query, Document.class)).isPresent();
		assertThat(blue.findOne(query, Document.class)).isEmpty();
		assertThat(blue.find(query, Document.class)).isEmpty();
		assertThat(blue.count(query, Document.class)).isZero();
		assertThat(blue.stream(query, Document.class)).isEmpty();
		assertThat(blue.aggregate(Document.class, Document.class,
				List.of(Aggregation.match(Criteria.where("session_id").is(id)))))
			.isEmpty();
		assertThat(blue.findAndModify(query, Update.update("status", "x"), Document.class)).isEmpty();
		assertThat(blue.updateFirst(query, Update.update("status", "x"), Document.class)).isZero();
		assertThat(blue.updateMulti(query, Update.update("status", "x"), Document.class)).isZero();
		assertThat(blue.remove(query, Document.class)).isZero();
		assertThat(red.findOne(query, Document.class).orElseThrow()).doesNotContainKey("status");
		assertThat(red.remove(query, Document.class)).isOne();
	}

	@Test
	void anInsertCannotNameAnotherTeam() {
		String team = Api.id("team");
		TeamTemplate own = this.store.of(team).on(COLLECTION);
		Document stored = own.insert(document(Api.id("s")).append("team", "other"));
		assertThat(stored.getString("team")).isEqualTo(team);
	}

	@Test
	void ofManyAtOnceOneRunsATask() throws Exception {
		String name = Api.id("task");
		AtomicInteger runs = new AtomicInteger();
		CountDownLatch together = new CountDownLatch(4);
		ExecutorService instances = Executors.newFixedThreadPool(4);
		try {
			List<Future<?>> all = java.util.stream.IntStream.range(0, 4)
				.<Future<?>>mapToObj((i) -> instances.submit(() -> {
					together.countDown();
					together.await();
					this.singleRun.run(name, Duration.ofSeconds(30), runs::incrementAndGet);
					return null;
				}))
				.toList();
			for (Future<?> one : all) {
				one.get();
			}
		}
		finally {
			instances.shutdownNow();
		}
		assertThat(runs).hasValue(1);
	}

	private static Document document(String id) {
		return new Document("_id", new ObjectId()).append("session_id", id);
	}

}
