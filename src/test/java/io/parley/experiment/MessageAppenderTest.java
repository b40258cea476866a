package io.parley.experiment;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.parley.Api;
import io.parley.ParleyTest;
import io.parley.store.Ids;
import io.parley.store.TeamTemplate;
import io.parley.web.OperationId;
import io.parley.web.Precondition;
import io.parley.web.ProblemException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What is left between the two writes of an append, or the two of a create, by an
 * instance that died there; and operations that are repeated.
 */
@ParleyTest
class MessageAppenderTest {

	@Autowired
	private MessageAppender appender;

	@Autowired
	private MessageBatchRepository batches;

	@Autowired
	private ExperimentSessionService service;

	@Autowired
	private OrphanedMessageSweep sweep;

	@Autowired
	private TeamTemplate store;

	@Autowired
	private Ids ids;

	private String sessionId;

	@BeforeEach
	void setUp() {
		this.sessionId = this.service.create(request(List.of()), operation()).session().sessionId();
	}

	@Test
	void whatADeadInstanceLeftUnseenComesInBeforeTheNext() {
		append("one");
		leave(operation(), Precondition.none(), "two");
		assertThat(contents()).containsExactly("one");
		append("three");
		assertThat(contents()).containsExactly("one", "two", "three");
		assertThat(session().messageCount()).isEqualTo(3);
	}

	@Test
	void aRepeatedOperationFindsWhatItLeft() {
		OperationId operation = operation();
		leave(operation, Precondition.none(), "one");
		append(operation, "one");
		append(operation, "one");
		assertThat(contents()).containsExactly("one");
	}

	@Test
	void aRepeatedOperationFindsWhatAnotherHasBroughtInForIt() {
		OperationId operation = operation();
		leave(operation, Precondition.none(), "one");
		append("two");
		MessageAppender.Appended appended = append(operation, "one");
		assertThat(appended.batch().messages()).extracting(MessageBatch.Message::content).containsExactly("one");
		assertThat(contents()).containsExactly("one", "two");
	}

	@Test
	void aRepeatedOperationSucceedsThoughTheSessionHasEndedMeanwhile() {
		OperationId operation = operation();
		append(operation, "one");
		this.service.end(this.sessionId, Precondition.none());
		assertThat(append(operation, "one").batch().messages()).hasSize(1);
		assertThatThrownBy(() -> append("two")).isInstanceOf(ProblemException.class).hasMessageContaining("has ended");
		assertThat(contents()).containsExactly("one");
	}

	@Test
	void whatWasLeftBeforeTheEndNeverComesIn() {
		OperationId operation = operation();
		leave(operation, Precondition.none(), "one");
		this.service.end(this.sessionId, Precondition.none());
		assertThatThrownBy(() -> append(operation, "one")).hasMessageContaining("has ended");
		assertThat(contents()).isEmpty();
		assertThat(this.batches.find(operation.id())).isEmpty();
	}

	@Test
	void whatWasLeftForAnotherVersionGivesWay() {
		ExperimentSession before = session();
		OperationId operation = operation();
		leaveForVersion(operation, before.version(), "one");
		this.service.addTags(this.sessionId, List.of("a"), Precondition.none());
		append("two");
		assertThat(contents()).containsExactly("two");
		assertThat(this.batches.find(operation.id())).isEmpty();
	}

	@Test
	void whatWasLeftForThisVersionComesIn() {
		OperationId operation = operation();
		leaveForVersion(operation, session().version(), "one");
		append("two");
		assertThat(contents()).containsExactly("one", "two");
	}

	@Test
	void timesDoNotGoBackWhateverTheClocksSay() {
		Instant future = Instant.parse("2999-01-01T00:00:00Z");
		this.store.updateFirst(new Query(Criteria.where("_id").is(session().id())), Update.update("updated_at", future),
				ExperimentSession.class);
		append("one");
		assertThat(messages()).extracting(ExperimentMessageResponse::createdAt).containsExactly(future);
	}

	@Test
	void messagesOfASessionThatNeverCameAreSweptOnceTheyAreOld() {
		MessageBatch dead = first("left");
		MessageBatch young = this.batches.insertFirst(first("young"));
		dead = this.batches.insertFirst(dead);
		age(dead);
		ExperimentSession created = this.service.create(request(List.of(message("kept"))), operation()).session();
		age(this.batches.find(created.id()).orElseThrow());
		this.sweep.removeLeftovers();
		assertThat(this.batches.find(dead.id())).isEmpty();
		assertThat(this.batches.find(young.id())).isPresent();
		MessageBatch kept = this.batches.find(created.id()).orElseThrow();
		assertThat(kept.pendingSince()).isNull();
	}

	@Test
	void aCreateThatIsRepeatedTakesUpTheMessagesItLeft() {
		OperationId operation = operation();
		MessageBatch left = MessageBatch.first(operation.id(), "default", List.of(message("one")), Instant.now());
		age(this.batches.insertFirst(left));
		ExperimentSession created = this.service.create(request(List.of(message("one"))), operation).session();
		this.sweep.removeLeftovers();
		assertThat(this.service.create(request(List.of(message("one"))), operation).session().sessionId())
			.isEqualTo(created.sessionId());
		this.sessionId = created.sessionId();
		assertThat(contents()).containsExactly("one");
	}

	private void leave(OperationId operation, Precondition precondition, String content) {
		MessageBatch batch = MessageBatch.next(operation.id(), session(), List.of(message(content)), precondition,
				Instant.now());
		assertThat(this.batches.place(batch)).isPresent();
	}

	private void leaveForVersion(OperationId operation, long version, String content) {
		leave(operation, Precondition.none(), content);
		assertThat(this.store.updateFirst(new Query(Criteria.where("_id").is(operation.id())),
				Update.update("if_version", version), MessageBatch.class))
			.isEqualTo(1);
	}

	private MessageBatch first(String content) {
		return MessageBatch.first(this.ids.next(), "default", List.of(message(content)), Instant.now());
	}

	private void age(MessageBatch batch) {
		this.store.updateFirst(new Query(Criteria.where("_id").is(batch.id())),
				Update.update(MessageBatchRepository.PENDING_SINCE, Instant.now().minus(Duration.ofHours(2))),
				MessageBatch.class);
	}

	private MessageAppender.Appended append(String content) {
		return append(operation(), content);
	}

	private MessageAppender.Appended append(OperationId operation, String content) {
		return this.appender.append(this.sessionId, List.of(message(content)), operation, Precondition.none());
	}

	private OperationId operation() {
		return new OperationId(this.ids.next());
	}

	private ExperimentSession session() {
		return this.service.get(this.sessionId).session();
	}

	private List<ExperimentMessageResponse> messages() {
		List<ExperimentMessageResponse> messages = new ArrayList<>();
		this.service.messages(session()).forEachRemaining(messages::add);
		return messages;
	}

	private List<String> contents() {
		return messages().stream().map(ExperimentMessageResponse::content).toList();
	}

	private static ExperimentSessionRequest request(List<ExperimentMessageRequest> messages) {
		return new ExperimentSessionRequest(Api.id("experiment"), null, messages, null, null);
	}

	private static ExperimentMessageRequest message(String content) {
		return new ExperimentMessageRequest("user", content, null, null, null);
	}

}
