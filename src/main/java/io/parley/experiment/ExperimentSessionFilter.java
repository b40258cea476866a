package io.parley.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

import io.parley.web.ProblemException;
import org.jspecify.annotations.Nullable;

import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;

/**
 * Which sessions a list has: those that meet all that is given. Null or blank is not
 * given.
 *
 * @param experiment an experiment's id
 * @param tags tags, comma-separated, of which a session has at least one
 * @param versions versions of the experiment, comma-separated, one of which the session
 * was created with; {@code 2} and {@code v2} are the same
 * @param status where the session stands
 * @param participant the identifier of who takes part
 */
public record ExperimentSessionFilter(@Nullable String experiment, @Nullable String tags, @Nullable String versions,
		@Nullable String status, @Nullable String participant) {

	private static final int MOST = 50;

	private static final int DIGITS = 9;

	/**
	 * @throws ProblemException 400 for a version that is none, or too many tags or
	 * versions
	 */
	Query query() {
		Query query = new Query();
		equal(query, "experiment.experiment_id", this.experiment);
		equal(query, "status", this.status);
		equal(query, "participant.identifier", this.participant);
		any(query, "tags", split("tags", this.tags, ExperimentSessionFilter::tag));
		any(query, "experiment.version_number", split("versions", this.versions, ExperimentSessionFilter::version));
		return query;
	}

	private static void equal(Query query, String field, @Nullable String value) {
		if (value != null && !value.isEmpty()) {
			query.addCriteria(Criteria.where(field).is(value));
		}
	}

	private static void any(Query query, String field, List<?> values) {
		if (values.size() == 1) {
			query.addCriteria(Criteria.where(field).is(values.get(0)));
		}
		else if (!values.isEmpty()) {
			query.addCriteria(Criteria.where(field).in(values));
		}
	}

	private static <T> List<T> split(String name, @Nullable String list, Function<String, Stream<T>> reading) {
		if (list == null) {
			return List.of();
		}
		List<String> parts = Arrays.stream(list.split(",")).filter((part) -> !part.isBlank()).distinct().toList();
		if (parts.size() > MOST) {
			throw ProblemException.invalid(name, name + " must have at most " + MOST + " entries");
		}
		return parts.stream().flatMap(reading).distinct().toList();
	}

	/** As it is written, and without blanks around it, which may be there to be read. */
	private static Stream<String> tag(String text) {
		return Stream.of(text, text.strip());
	}

	private static Stream<Integer> version(String text) {
		String digits = text.strip().replaceFirst("^v", "");
		if (digits.isEmpty() || digits.length() > DIGITS || !digits.chars().allMatch((c) -> c >= '0' && c <= '9')) {
			throw ProblemException.invalid("versions",
					"versions must be version numbers such as 1 or v2, separated by commas");
		}
		return Stream.of(Integer.valueOf(digits));
	}

}
