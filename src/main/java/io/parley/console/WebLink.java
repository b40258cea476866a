package io.parley.console;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * An address that came with a message. Only a web address is shown as a link: another
 * scheme could run something.
 *
 * @param url as it came
 * @param text what to show
 * @param type its media type, or null
 */
record WebLink(String url, String text, @Nullable String type) {

	/** Whether it may be followed. */
	public boolean isWeb() {
		String start = this.url.substring(0, Math.min(8, this.url.length())).toLowerCase(Locale.ROOT);
		return (start.startsWith("http://") || start.startsWith("https://"))
				&& this.url.chars().noneMatch((c) -> c <= ' ' || c == '\\');
	}

}
