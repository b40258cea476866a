package io.parley.web;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.parley.Api;
import io.parley.ParleyTest;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/** Who sends large bodies slowly holds up nobody who reads or sends little. */
@ParleyTest
@TestPropertySource(properties = "parley.store.memory=16MB")
class SlowUploadTest {

	private static final String HEAD = """
			POST /session HTTP/1.1\r
			Host: localhost\r
			Content-Type: application/json\r
			Content-Length: 1000000\r
			\r
			""";

	@LocalServerPort
	private int port;

	@Test
	void bodiesThatStopArrivingLeaveRoomForEverythingElse() throws IOException {
		Api api = new Api(this.port);
		List<Socket> stalled = new ArrayList<>();
		try {
			for (int i = 0; i < 30; i++) {
				stalled.add(stalledUpload());
			}
			for (int i = 0; i < 3; i++) {
				assertThat(api.post("/sessions?limit=1", "{}").status()).isEqualTo(200);
				assertThat(api.post("/session", "{\"session_id\":\"" + Api.id("s") + "\"}").status()).isEqualTo(201);
			}
		}
		finally {
			for (Socket socket : stalled) {
				socket.close();
			}
		}
	}

	private Socket stalledUpload() throws IOException {
		Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port);
		OutputStream out = socket.getOutputStream();
		out.write(HEAD.getBytes(StandardCharsets.US_ASCII));
		out.write(" ".repeat(100_000).getBytes(StandardCharsets.US_ASCII));
		out.flush();
		return socket;
	}

}
