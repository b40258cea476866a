package io.parley.console;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.parley.Api;
import io.parley.Api.Answer;

/** Pages of the console as a program sees them that reads their links and sends forms. */
record ConsolePages(Api api) {

	private static final Pattern LINK = Pattern.compile("<a [^>]*href=\"([^\"]*)\"[^>]*>(.*?)</a>", Pattern.DOTALL);

	private static final Pattern FORM_ID = Pattern.compile("name=\"form\" value=\"([^\"]+)\"");

	Answer get(String path, String... headers) {
		return this.api.get(path.replaceFirst("#.*", ""), with(headers, "Accept", "text/html"));
	}

	Answer submit(String path, Map<String, String> fields, String... headers) {
		String form = fields.entrySet()
			.stream()
			.map((field) -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
			.collect(Collectors.joining("&"));
		return this.api.post(path, form,
				with(headers, "Accept", "text/html", "Content-Type", "application/x-www-form-urlencoded"));
	}

	private static String[] with(String[] headers, String... more) {
		return Stream.of(headers, more).flatMap(Arrays::stream).toArray(String[]::new);
	}

	/** The addresses of the links with a text. */
	static List<String> links(Answer page, String text) {
		return LINK.matcher(page.body())
			.results()
			.filter((link) -> text(link).equals(text))
			.map((link) -> unescaped(link.group(1)))
			.toList();
	}

	/** The address of the only link with a text. */
	static String link(Answer page, String text) {
		List<String> found = links(page, text).stream().distinct().toList();
		if (found.size() != 1) {
			throw new AssertionError("There are " + found.size() + " links with the text " + text);
		}
		return found.get(0);
	}

	private static String text(MatchResult link) {
		return unescaped(link.group(2).replaceAll("<[^>]*>", "").strip());
	}

	/** The id that the form of a page has. */
	static String formId(Answer page) {
		return FORM_ID.matcher(page.body()).results().map((id) -> id.group(1)).findFirst().orElseThrow();
	}

	static String unescaped(String html) {
		return html.replace("&lt;", "<")
			.replace("&gt;", ">")
			.replace("&quot;", "\"")
			.replace("&#39;", "'")
			.replace("&amp;", "&");
	}

}
