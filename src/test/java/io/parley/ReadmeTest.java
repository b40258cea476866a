package io.parley;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every command of the README gives the answer that is printed there, but for ids and
 * times.
 */
@RequiresNats(ownServer = true)
class ReadmeTest {

	private static final Pattern CONSOLE = Pattern.compile("```console\n(.*?)```", Pattern.DOTALL);

	@TempDir
	Path directory;

	@Test
	void everyCommandGivesTheAnswerPrintedThere() throws Exception {
		List<String> printed = new ArrayList<>();
		List<String> commands = new ArrayList<>();
		Matcher blocks = CONSOLE.matcher(Files.readString(Path.of("README.md")));
		while (blocks.find()) {
			for (String step : blocks.group(1).split("(?m)^\\$ ")) {
				if (!step.isBlank()) {
					int end = step.indexOf('\n');
					commands.add(step.substring(0, end));
					printed.add(step.substring(end + 1).strip());
				}
			}
		}
		assertThat(commands).isNotEmpty();
		try (NatsServer nats = NatsServer.find().orElseThrow().start();
				ParleyProcess parley = new ParleyProcess(this.directory, Map.of("ORG_NATS_URL", nats.url())).start()) {
			List<String> ids = new ArrayList<>();
			List<String> printedIds = new ArrayList<>();
			for (int i = 0; i < commands.size(); i++) {
				String answer = run(translate(commands.get(i), printedIds, ids).replace("localhost:8000",
						"localhost:" + parley.port()));
				collect(printed.get(i), printedIds);
				collect(answer, ids);
				assertThat(masked(answer, parley.port())).as(commands.get(i)).isEqualTo(masked(printed.get(i), 8000));
			}
		}
	}

	/** A command that names an id printed before means the id that was answered here. */
	private static String translate(String command, List<String> printedIds, List<String> ids) {
		String translated = command;
		for (int i = 0; i < Math.min(printedIds.size(), ids.size()); i++) {
			translated = translated.replace(printedIds.get(i), ids.get(i));
		}
		return translated;
	}

	private static void collect(String answer, List<String> ids) {
		Matcher found = ID.matcher(answer);
		while (found.find()) {
			ids.add(found.group());
		}
	}

	private static final Pattern ID = Pattern
		.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{24}");

	private static String masked(String answer, int port) {
		return ID.matcher(answer)
			.replaceAll("ID")
			.replaceAll("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z", "TIME")
			.replace("localhost:" + port, "localhost:PORT");
	}

	private static String run(String command) throws IOException, InterruptedException {
		Process process = new ProcessBuilder("sh", "-c", command).redirectErrorStream(true).start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
		process.waitFor();
		return output;
	}

}
