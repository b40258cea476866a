package io.parley;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import io.parley.store.CollectionIndexes;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** The page on performance tells of the indexes that there are. */
@ParleyTest
class PerformancePageTest {

	private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\| `([^`]+)` \\|");

	@Autowired
	private List<CollectionIndexes> declared;

	@Test
	void everyDeclaredIndexIsInThePlanOfQueriesAndNoOther() throws IOException {
		List<String> told = ROW.matcher(Files.readString(Path.of("docs", "performance.md")))
			.results()
			.map((MatchResult row) -> row.group(1) + ": " + row.group(2))
			.toList();
		List<String> there = this.declared.stream()
			.flatMap((collection) -> collection.indexes()
				.stream()
				.map((index) -> collection.collection() + ": " + String.join(", ", index.getIndexKeys().keySet())))
			.toList();
		assertThat(told).containsExactlyInAnyOrderElementsOf(there);
	}

}
