package io.parley.store.embedded;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import org.jspecify.annotations.Nullable;

/**
 * Runs the statements of an update or delete command one by one. An ordered command stops
 * at the first that fails, as in MongoDB; the library goes on, or forgets what was done.
 */
final class WriteStatements {

	private final List<Document> errors = new ArrayList<>();

	private final List<Document> upserted = new ArrayList<>();

	private int matched;

	private int modified;

	private WriteStatements() {
	}

	/**
	 * Runs a command.
	 * @param list the name of its list of statements
	 * @param run what runs a command with one statement
	 */
	static Document run(Document command, String list, Function<Document, Document> run) {
		List<?> statements = (List<?>) Objects.requireNonNull(command.get(list));
		WriteStatements written = new WriteStatements();
		for (int i = 0; i < statements.size(); i++) {
			Document one = command.clone().append(list, List.of(statements.get(i)));
			boolean hasFailed = written.add(i, run, one);
			if (hasFailed && isOrdered(command)) {
				break;
			}
		}
		return written.answer(list.equals("updates"));
	}

	/**
	 * The number of documents that an insert command has stored; the library answers how
	 * many were sent.
	 */
	static Document countInserted(Document command, Document answer) {
		if (answer.get("writeErrors") instanceof List<?> failed && !failed.isEmpty()) {
			int sent = ((List<?>) Objects.requireNonNull(command.get("documents"))).size();
			Object first = ((Document) failed.get(0)).get("index");
			answer.put("n", isOrdered(command) ? first : sent - failed.size());
		}
		return answer;
	}

	private static boolean isOrdered(Document command) {
		return !Boolean.FALSE.equals(command.get("ordered"));
	}

	private boolean add(int index, Function<Document, Document> run, Document statement) {
		try {
			return add(index, run.apply(statement));
		}
		catch (MongoServerError ex) {
			this.errors.add(new Document("index", index).append("code", ex.getCode())
				.append("errmsg", ex.getMessageWithoutErrorCode()));
			return true;
		}
	}

	private boolean add(int index, Document answer) {
		this.matched += ((Number) Objects.requireNonNull(answer.get("n"))).intValue();
		this.modified += ((Number) answer.getOrDefault("nModified", 0)).intValue();
		addAll(index, answer.get("upserted"), this.upserted);
		return addAll(index, answer.get("writeErrors"), this.errors);
	}

	private static boolean addAll(int index, @Nullable Object list, List<Document> all) {
		if (!(list instanceof Iterable<?> documents)) {
			return false;
		}
		documents.forEach((document) -> all.add(((Document) document).append("index", index)));
		return true;
	}

	private Document answer(boolean isUpdate) {
		Document answer = new Document("n", this.matched);
		if (isUpdate) {
			answer.append("nModified", this.modified);
		}
		if (!this.upserted.isEmpty()) {
			answer.append("upserted", this.upserted);
		}
		if (!this.errors.isEmpty()) {
			answer.append("writeErrors", this.errors);
		}
		return answer.append("ok", 1.0);
	}

}
