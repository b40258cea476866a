package io.parley.dispatch;

import java.nio.file.Files;
import java.nio.file.Path;

import io.parley.NatsServer;
import io.parley.RequiresNats;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** How the server of our own is configured. */
@RequiresNats(ownServer = true)
class EmbeddedNatsTest {

	@TempDir
	Path directory;

	@Test
	void theServerTellsWhetherItCanWaitForTheDisk() throws Exception {
		Path binary = NatsServer.binary().orElseThrow();
		Path sync = Files.writeString(this.directory.resolve("sync.conf"), EmbeddedNats.SYNC);
		Path unknown = Files.writeString(this.directory.resolve("unknown.conf"), "jetstream { no_such_field: 1 }\n");
		assertThat(EmbeddedNats.accepts(binary, sync)).isTrue();
		assertThat(EmbeddedNats.accepts(binary, unknown)).isFalse();
	}

	@Test
	void aServerThatSaysNothingIsNotWaitedForWithoutEnd() throws Exception {
		Path silent = Files.writeString(this.directory.resolve("silent"), "#!/bin/sh\nexec sleep 600\n");
		assertThat(silent.toFile().setExecutable(true)).isTrue();
		assertThat(EmbeddedNats.accepts(silent, this.directory.resolve("any.conf"))).isFalse();
	}

}
