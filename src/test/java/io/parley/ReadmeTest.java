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
 * The README's commands run as they stand, from top to bottom in one shell, and print
 * what stands below them, but for ids.
 */
@RequiresNats(ownServer = true)
class ReadmeTest {

	/** A block of commands, and what it prints where that is said. */
	private static final Pattern BLOCK = Pattern.compile("```sh\n(.*?)```\n(?:\n```text\n(.*?)```)?", Pattern.DOTALL);

	/** What starts a service or a build of its own. */
	private static final Pattern NOT_RUN = Pattern.compile("(?m)^(\\./mvnw|docker compose) ");

	private static final Pattern ID = Pattern.compile("[0-9a-f]{24}");

	private static final String END = "--- end of a block ---";

	private static final int WIDTH = 120;

	/** Base64 of 32 bytes. */
	private static final String SECRET_KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

	@TempDir
	Path directory;

	private record Block(String commands, String output) {
	}

	@Test
	void everyBlockPrintsWhatStandsBelowIt() throws Exception {
		List<Block> blocks = blocks();
		assertThat(blocks).hasSizeGreaterThan(5);
		try (NatsServer nats = NatsServer.find().orElseThrow().start();
				ParleyProcess open = new ParleyProcess(Files.createDirectory(this.directory.resolve("open")),
						Map.of("ORG_NATS_URL", nats.url(), "PARLEY_SECRET_KEY", SECRET_KEY))
					.begin();
				ParleyProcess secured = new ParleyProcess(Files.createDirectory(this.directory.resolve("secured")),
						Map.of("ORG_NATS_URL", nats.url(), "PARLEY_ADMIN_KEY", Secured.ADMIN_KEY))
					.begin()) {
			open.awaitReady();
			secured.awaitReady();
			String[] printed = run(blocks, open.port(), secured.port()).split(END + "\n");
			for (int i = 0; i < blocks.size(); i++) {
				assertThat(masked(printed[i])).as(blocks.get(i).commands()).isEqualTo(masked(blocks.get(i).output()));
			}
		}
	}

	@Test
	void everyLineIsShortEnoughToRead() throws IOException {
		assertThat(Files.readAllLines(Path.of("README.md"))).filteredOn((line) -> !line.startsWith("|"))
			.allSatisfy((line) -> assertThat(line).hasSizeLessThanOrEqualTo(WIDTH));
	}

	private static List<Block> blocks() throws IOException {
		List<Block> blocks = new ArrayList<>();
		Matcher found = BLOCK.matcher(Files.readString(Path.of("README.md")));
		while (found.find()) {
			if (!NOT_RUN.matcher(found.group(1)).find()) {
				blocks.add(new Block(found.group(1), (found.group(2) != null) ? found.group(2) : ""));
			}
		}
		return blocks;
	}

	/** What needs a credential goes to a service that asks for one. */
	private String run(List<Block> blocks, int open, int secured) throws IOException, InterruptedException {
		StringBuilder script = new StringBuilder();
		blocks.forEach((block) -> script
			.append(block.commands()
				.replace("localhost:8000", "localhost:" + (block.commands().contains("X-api-key") ? secured : open)))
			.append("echo '")
			.append(END)
			.append("'\n"));
		Path file = Files.writeString(this.directory.resolve("readme.sh"), script);
		ProcessBuilder shell = new ProcessBuilder("sh", file.toString()).redirectErrorStream(true);
		shell.environment().put("PARLEY_ADMIN_KEY", Secured.ADMIN_KEY);
		Process process = shell.start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor()).isZero();
		return output;
	}

	private static String masked(String output) {
		return ID.matcher(output.strip()).replaceAll("ID");
	}

}
