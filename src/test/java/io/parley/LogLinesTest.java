package io.parley;

import java.nio.charset.StandardCharsets;
import java.util.List;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** What callers chose, such as an id, begins no line of the log. */
@ParleyTest
class LogLinesTest {

	private static final String FORGED = "2026-01-01T00:00:00.000Z  INFO 1 --- [main] io.parley.access : forged";

	@ParameterizedTest
	@ValueSource(strings = { "\n", "\r\n", "\r", "\n\n", "\u0085", "\u2028", "\u000b", "\u001b[2K", "\n\n*********\n" })
	void aMessageIsOneLine(String between) {
		List<String> lines = lines("Session a" + between + FORGED + between + FORGED + " was taken", null);
		assertThat(lines).singleElement()
			.asString()
			.matches("[^ ]+  INFO [0-9]+ --- [ -~]*")
			.contains("Session a", "was taken");
	}

	@Test
	void theLinesOfAnExceptionAreIndented() {
		List<String> lines = lines("Failed", new IllegalStateException("id a\n" + FORGED,
				new IllegalArgumentException("\r" + FORGED + "\n" + FORGED)));
		assertThat(lines).hasSizeGreaterThan(5);
		assertThat(lines.get(0)).endsWith(": Failed");
		assertThat(lines.subList(1, lines.size())).allSatisfy((line) -> assertThat(line).matches("(?s)|[ \t].*"));
		assertThat(lines.stream().filter((line) -> line.contains("\tat "))).isNotEmpty();
		assertThat(String.join("", lines)).contains("Caused by: java.lang.IllegalArgumentException", "?2026")
			.doesNotContain("\r");
	}

	@Test
	void theReportOnAStartThatFailedStaysReadable() {
		List<String> lines = lines("\n\n***************************\nAPPLICATION FAILED TO START\n\nDescription:\n",
				null);
		assertThat(lines).contains("APPLICATION FAILED TO START", "Description:");
	}

	private static List<String> lines(String message, Throwable thrown) {
		Logger logger = (Logger) LoggerFactory.getLogger("io.parley.Some");
		LoggingEvent event = new LoggingEvent(Logger.class.getName(), logger, Level.INFO, message, thrown, null);
		OutputStreamAppender<ILoggingEvent> console = (OutputStreamAppender<ILoggingEvent>) logger.getLoggerContext()
			.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)
			.getAppender("CONSOLE");
		String text = new String(console.getEncoder().encode(event), StandardCharsets.UTF_8)
			.replaceAll("\u001b\\[[0-9;]*m", "");
		assertThat(text).endsWith("\n");
		return text.substring(0, text.length() - 1).lines().toList();
	}

}
