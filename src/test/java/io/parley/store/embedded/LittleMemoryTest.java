package io.parley.store.embedded;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class LittleMemoryTest {

	private static final String SECONDS = System.getProperty("parley.test.memory-seconds", "12");

	@Test
	void serves16ClientsWithDocumentsOfAMegabyteIn256Mebibytes(@TempDir Path directory) throws Exception {
		Process process = StoreLoad.start(List.of("-Xmx256m", "-XX:+ExitOnOutOfMemoryError"), directory, SECONDS);
		String output = new String(process.getInputStream().readAllBytes());
		assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
		assertThat(process.exitValue()).as(output).isZero();
		assertThat(output).containsPattern("done: [1-9]");
	}

}
