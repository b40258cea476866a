package io.parley.channel.email;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Connections that break as soon as a command is to be sent. */
final class BreakingSockets extends TimedSockets {

	private final String command;

	BreakingSockets(String command) {
		this.command = command;
	}

	@Override
	public Socket createSocket() {
		return new Socket() {

			@Override
			public OutputStream getOutputStream() throws IOException {
				return new Breaking(super.getOutputStream());
			}

		};
	}

	private final class Breaking extends FilterOutputStream {

		Breaking(OutputStream out) {
			super(out);
		}

		@Override
		public void write(byte[] bytes, int offset, int length) throws IOException {
			if (new String(bytes, offset, length, StandardCharsets.US_ASCII).startsWith(BreakingSockets.this.command)) {
				throw new IOException("Broken pipe");
			}
			this.out.write(bytes, offset, length);
		}

	}

}
