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
		Section there = Section.of(page, section);
		Files.writeString(PAGE,
				page.substring(0, there.from()) + "\n" + text.strip() + "\n\n" + page.substring(there.to()));
	}

	/**
	 * Makes sure that a section is there, before anything is measured for it.
	 * @throws IllegalStateException where it is not
	 */
	static void require(String section) throws IOException {
		Section.of(Files.readString(PAGE), section);
	}

	/** Where the text of a section begins and ends. */
	private record Section(int from, int to) {

		static Section of(String page, String name) {
			String begin = "<!-- bench/speed " + name + " -->\n";
			String end = "<!-- end of " + name + " -->";
			int from = page.indexOf(begin);
			int to = page.indexOf(end);
			if (from < 0 || to < from) {
				throw new IllegalStateException(
						PAGE + " has no section between " + begin.strip() + " and " + end + ".");
			}
			return new Section(from + begin.length(), to);
		}

	}

}
