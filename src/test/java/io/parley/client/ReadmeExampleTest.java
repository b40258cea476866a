package io.parley.client;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.parley.NatsServer;
import io.parley.ParleyProcess;
import io.parley.RequiresNats;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The README's example runs with what the artifact holds and depends on, and nothing
 * else. {@code src/build/try-client.sh} does the same with Maven and the installed
 * artifact.
 */
@RequiresNats(ownServer = true)
class ReadmeExampleTest {

	private static final Pattern EXAMPLE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

	private static final Pattern LIBRARY = Pattern
		.compile("(jnats|bcprov-lts8on|jspecify|jackson-(core|databind)-3|jackson-annotations)[^/\\\\]*\\.jar$");

	@TempDir
	Path directory;

	@Test
	void runsWithWhatTheArtifactDependsOn() throws Exception {
		try (NatsServer nats = NatsServer.find().orElseThrow().start();
				ParleyProcess parley = new ParleyProcess(this.directory, Map.of("ORG_NATS_URL", nats.url())).start()) {
			String url = "http://localhost:" + parley.port();
			Process example = run(example().replace("http://localhost:8000", url), nats.url());
			await().until(() -> Human.session(url, "order-18").toString().contains("status=sent"));
			Human.reply(url, "order-18", Map.of("approved", true));
			assertThat(new String(example.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
				.isEqualToIgnoringNewLines("{approved=true}");
			assertThat(example.waitFor()).isZero();
		}
	}

	private static String example() throws IOException {
		Matcher blocks = EXAMPLE.matcher(Files.readString(Path.of("README.md")));
		assertThat(blocks.find()).isTrue();
		return blocks.group(1);
	}

	private Process run(String source, String natsUrl) throws IOException {
		Path file = Files.writeString(this.directory.resolve("Ask.java"), source);
		ProcessBuilder java = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-cp", classPath(), file.toString());
		java.environment().put("ORG_NATS_URL", natsUrl);
		return java.redirectErrorStream(true).start();
	}

	private String classPath() throws IOException {
		Path classes = this.directory.resolve("classes");
		copyClient(Path.of("target", "classes"), classes);
		List<String> libraries = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter((entry) -> LIBRARY.matcher(entry).find())
			.toList();
		assertThat(libraries).hasSize(6);
		return Stream.concat(Stream.of(classes.toString()), libraries.stream())
			.collect(Collectors.joining(File.pathSeparator));
	}

	private static void copyClient(Path from, Path to) throws IOException {
		try (Stream<Path> files = Files.walk(from.resolve("io/parley/client"))) {
			files.filter(Files::isRegularFile).forEach((file) -> copy(file, to.resolve(from.relativize(file))));
		}
	}

	private static void copy(Path file, Path to) {
		try {
			Files.createDirectories(to.getParent());
			Files.copy(file, to);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
