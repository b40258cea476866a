package io.parley.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The page on which the tables of a run are kept, in sections that have names. */
final class PerformancePage {

	private static final Path PAGE = Path.of("docs", "performance.md");

	private PerformancePage() {
	}

	/**
	 * Puts text into a section, in place of what was there.
	 * @throws IllegalStateException where the page has no such section
	 */
	static void write(String section, String text) throws IOException {
		String page = Files.readString(PAGE);
		String begin = "<!-- bench/speed " + section + " -->\n";
		String end = "<!-- end of " + section + " -->";
		int from = page.indexOf(begin);
		int to = page.indexOf(end);
		if (from < 0 || to < from) {
			throw new IllegalStateException(PAGE + " has no section between " + begin.strip() + " and " + end + ".");
		}
		Files.writeString(PAGE,
				page.substring(0, from + begin.length()) + "\n" + text.strip() + "\n\n" + page.substring(to));
	}

}
