package io.parley.delivery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * A message that came to a receiver, as the receiver wrote it down before it answered.
 *
 * @param at epoch milliseconds
 * @param how what the receiver did with it then
 */
record Arrival(long at, How how, String messageId) {

	/** What a receiver does with what it is given. */
	enum How {

		/** Takes it and says so. */
		OK,

		/** Says that something is wrong with itself. */
		FAIL,

		/** Says that it is given too much. */
		LIMIT,

		/** Never answers. */
		HANG,

		/** Takes it, and breaks the connection off instead of saying so. */
		LIE;

		boolean isTaken() {
			return this == OK || this == LIE;
		}

	}

	/** One line, in one write: whole or not there at all. */
	void append(Path file) {
		try {
			Files.writeString(file, this.at + " " + this.how + " " + this.messageId + "\n", StandardOpenOption.CREATE,
					StandardOpenOption.APPEND);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** What a receiver has written down, in the order in which it came. */
	static List<Arrival> read(Path file) {
		try {
			return Files.exists(file) ? Files.readAllLines(file).stream().map(Arrival::of).toList() : List.of();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Arrival of(String line) {
		String[] words = line.split(" ", 3);
		return new Arrival(Long.parseLong(words[0]), How.valueOf(words[1]), words[2]);
	}

}
