package io.parley.channel.email;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import io.parley.channel.ReplyField;
import io.parley.channel.MessageParts;

import org.springframework.web.util.HtmlUtils;

/** Writes a message for a human as plain text and as HTML, in which all is escaped. */
final class EmailText {

	private static final String ASKED = "A reply consists of:";

	private static final String LINK = "Reply in a browser";

	private static final String NO_ANSWERS = "Answers to this e-mail are not read.";

	private EmailText() {
	}

	static String plain(MessageParts parts) {
		List<String> blocks = new ArrayList<>(List.of(parts.heading()));
		if (!parts.text().isBlank()) {
			blocks.add(parts.text().strip());
		}
		if (!parts.facts().isEmpty()) {
			blocks.add(parts.facts()
				.stream()
				.map((fact) -> fact.name() + ": " + fact.value())
				.collect(Collectors.joining("\n")));
		}
		if (!parts.asked().isEmpty()) {
			blocks.add(ASKED + parts.asked()
				.stream()
				.map((field) -> "\n- " + field.label() + rest(field))
				.collect(Collectors.joining()));
		}
		if (parts.replyPageUrl() != null) {
			blocks.add(LINK + ":\n" + parts.replyPageUrl());
		}
		blocks.add(NO_ANSWERS);
		return String.join("\n\n", blocks) + "\n";
	}

	static String html(MessageParts parts) {
		StringBuilder html = new StringBuilder(
				"<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">" + "<title>")
			.append(escape(parts.heading()))
			.append("</title></head><body>\n");
		html.append("<p><strong>").append(escape(parts.heading())).append("</strong></p>\n");
		if (!parts.text().isBlank()) {
			html.append("<p>").append(lines(parts.text().strip())).append("</p>\n");
		}
		if (!parts.facts().isEmpty()) {
			html.append("<table>\n");
			parts.facts()
				.forEach((fact) -> html.append("<tr><th scope=\"row\" align=\"left\">")
					.append(escape(fact.name()))
					.append("</th><td>")
					.append(lines(fact.value()))
					.append("</td></tr>\n"));
			html.append("</table>\n");
		}
		if (!parts.asked().isEmpty()) {
			html.append("<p>").append(ASKED).append("</p>\n<ul>\n");
			parts.asked()
				.forEach((field) -> html.append("<li><strong>")
					.append(escape(field.label()))
					.append("</strong>")
					.append(escape(rest(field)))
					.append("</li>\n"));
			html.append("</ul>\n");
		}
		if (parts.replyPageUrl() != null) {
			String url = escape(parts.replyPageUrl());
			html.append("<p><a href=\"").append(url).append("\">" + LINK + "</a><br>\n").append(url).append("</p>\n");
		}
		return html.append("<p>" + NO_ANSWERS + "</p>\n</body></html>\n").toString();
	}

	private static String rest(ReplyField field) {
		return (field.hint().isEmpty() ? "" : " (" + field.hint() + ")")
				+ ((field.description() != null) ? " – " + field.description() : "");
	}

	private static String lines(String text) {
		return text.lines().map(EmailText::escape).collect(Collectors.joining("<br>\n"));
	}

	private static String escape(String text) {
		return HtmlUtils.htmlEscape(text, "UTF-8");
	}

}
