package io.parley.browser;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What axe-core finds in a page that people with a screen reader or a keyboard, or who
 * see little, cannot use.
 */
final class Accessibility {

	private static final String AXE = read();

	private static final String AUDIT = """
			return axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
				.then((found) => found.violations.map((violation) => violation.id + ': ' + violation.help + ' '
					+ violation.nodes.map((node) => node.html).join(' ')));
			""";

	private Accessibility() {
	}

	/** One sentence for each rule that the page breaks. */
	static List<String> faults(Chromium chromium) {
		chromium.run(AXE);
		return chromium.run(AUDIT);
	}

	private static String read() {
		try (InputStream script = Accessibility.class.getResourceAsStream("/axe.min.js")) {
			return new String(script.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
