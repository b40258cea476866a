package io.parley;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** The README's table of properties is what the build knows of them. */
class ConfigurationTableTest {

	private static final Path METADATA = Path.of("target", "classes", "META-INF", "spring-configuration-metadata.json");

	/** The client's properties are told of in a document of their own. */
	private static final Pattern OF_THE_SERVICE = Pattern.compile("parley\\.(?!client\\.).*");

	@Test
	void everyPropertyIsInTheReadmeWithItsDefaultAndItsMeaning() throws IOException {
		JsonNode metadata = Api.tree(Files.readString(METADATA));
		List<String> rows = StreamSupport.stream(metadata.get("properties").spliterator(), false)
			.filter((property) -> OF_THE_SERVICE.matcher(property.get("name").asString()).matches())
			.map(ConfigurationTableTest::row)
			.sorted()
			.toList();
		assertThat(rows).hasSizeGreaterThan(20);
		List<String> table = Files.readAllLines(Path.of("README.md"))
			.stream()
			.filter((line) -> line.startsWith("| `parley."))
			.toList();
		assertThat(table).as("The table has to be:\n%s\n", String.join("\n", rows)).isEqualTo(rows);
	}

	private static String row(JsonNode property) {
		JsonNode value = property.path("defaultValue");
		String shown = value.isMissingNode() || value.asString("-").isEmpty() ? "none" : "`" + value.asString() + "`";
		String meaning = property.path("description")
			.asString("")
			.replaceAll("\\{@code ([^}]*)}", "`$1`")
			.replaceAll("\\s+", " ")
			.strip();
		return "| `%s` | %s | %s |".formatted(property.get("name").asString(), shown, meaning);
	}

}
