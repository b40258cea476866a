package io.parley.experiment;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.parley.Api;
import io.parley.ParleyTest;
import io.parley.store.MemoryBudget;
import io.parley.web.Caller;
import io.parley.web.OnBehalf;
import io.parley.web.ProblemException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Pages of a transcript, forwards and back. */
@ParleyTest
class TranscriptPageTest {

	private static final int STRETCH_BYTES = 4096;

	@Autowired
	private MessageBatchRepository batches;

	@Autowired
	private MemoryBudget memory;

	@Autowired
	private ExperimentSessionRepository sessions;

	@Autowired
	private OnBehalf onBehalf;

	private Api api;

	private String id;

	private TranscriptPageReader reader;

	private final List<String> sent = new ArrayList<>();

	@BeforeEach
	void setUp(@LocalServerPort int port) {
		this.api = new Api(port);
		this.reader = new TranscriptPageReader(this.batches, this.memory, STRETCH_BYTES);
		this.id = this.api.post("/api/sessions/", "{\"experiment\":\"" + Api.id("experiment") + "\"}")
			.json()
			.get("id")
			.asString();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 3, 7, 100 })
	void leadFromEachEndToTheOther(int most) {
		append(5, 10);
		append(1, 10);
		append(3, 5_000);
		append(9, 10);
		append(1, 40_000);
		append(4, 10);
		assertThat(forwards(most)).isEqualTo(this.sent);
		assertThat(back(most)).isEqualTo(this.sent);
	}

	@Test
	void leadBackToWhereTheyCameFrom() {
		append(10, 10);
		TranscriptPage first = read(null, 4);
		TranscriptPage second = read(first.later(), 4);
		assertThat(contents(read(second.earlier(), 4))).isEqualTo(contents(first));
		assertThat(second.before()).isEqualTo(4);
		TranscriptPage last = read(second.later(), 4);
		assertThat(last.messages()).hasSize(2);
		assertThat(last.later()).isNull();
		assertThat(contents(read(last.earlier(), 4))).isEqualTo(contents(second));
	}

	@Test
	void readNoMoreThanAStretchOfLargeMessages() {
		append(3, 5_000);
		append(3, 5_000);
		assertThat(read(null, 100).messages()).hasSize(3);
		assertThat(read(TranscriptPlace.LATEST, 100).messages()).hasSize(3);
	}

	@Test
	void areEmptyWithoutMessages() {
		assertThat(read(null, 10)).isEqualTo(new TranscriptPage(List.of(), 0, null, null));
		assertThat(read(TranscriptPlace.LATEST, 10)).isEqualTo(new TranscriptPage(List.of(), 0, null, null));
	}

	@Test
	void areOnlyWhereAMessageIs() {
		append(2, 10);
		for (String wrong : List.of("x", "a1.0.0", "b1.0.0", "b1.1.0", "a999999.9", "a0.0.0x", "-1", "a-1.0.0")) {
			assertThatThrownBy(() -> read(wrong, 10)).as(wrong)
				.isInstanceOf(ProblemException.class)
				.hasMessageContaining("cursor must be taken unchanged");
		}
		assertThat(read("a0.9999.5", 10).messages()).isEmpty();
		assertThat(read("a999999.0.0", 10).messages()).isEmpty();
		assertThat(read("b0.9999.5", 10).messages()).hasSize(2);
	}

	private void append(int count, int length) {
		List<String> texts = IntStream.range(0, count)
			.mapToObj((n) -> this.sent.size() + n + " " + "x".repeat(length))
			.toList();
		String body = texts.stream()
			.map((text) -> "{\"role\":\"user\",\"content\":\"" + text + "\"}")
			.collect(Collectors.joining(",", "[", "]"));
		assertThat(this.api.post("/api/sessions/" + this.id + "/messages/", body).status()).isEqualTo(201);
		this.sent.addAll(texts);
	}

	private List<String> forwards(int most) {
		List<String> found = new ArrayList<>();
		String cursor = null;
		do {
			TranscriptPage page = read(cursor, most);
			assertThat(page.before()).isEqualTo(found.size());
			assertThat(page.messages()).hasSizeBetween(1, most);
			found.addAll(contents(page));
			cursor = page.later();
		}
		while (cursor != null);
		return found;
	}

	private List<String> back(int most) {
		List<String> found = new ArrayList<>();
		String cursor = TranscriptPlace.LATEST;
		do {
			TranscriptPage page = read(cursor, most);
			assertThat(page.messages()).hasSizeBetween(1, most);
			assertThat(page.before()).isEqualTo(this.sent.size() - found.size() - page.messages().size());
			List<String> contents = new ArrayList<>(contents(page));
			Collections.reverse(contents);
			found.addAll(contents);
			cursor = page.earlier();
		}
		while (cursor != null);
		Collections.reverse(found);
		return found;
	}

	private static List<String> contents(TranscriptPage page) {
		return page.messages().stream().map(ExperimentMessageResponse::content).toList();
	}

	private TranscriptPage read(String cursor, int most) {
		return this.onBehalf.of(Caller.ANYONE, () -> {
			ExperimentSession session = this.sessions.get(this.id);
			return this.reader.read(session, TranscriptPlace.of(cursor, session), most);
		});
	}

}
