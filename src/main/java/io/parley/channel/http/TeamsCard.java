package io.parley.channel.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.parley.channel.ReplyField;
import io.parley.channel.MessageParts;
import io.parley.reply.MessageText;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes a message as an adaptive card, in the form that Teams' incoming webhooks and
 * Workflows take. All text stands in rich text, which unlike a text block knows no
 * Markdown and no date functions: what a caller wrote is shown as it is and can neither
 * format nor link.
 */
final class TeamsCard {

	/**
	 * Teams takes no message past 28 KB, and counts two bytes for each character where it
	 * has converted it.
	 */
	static final int LARGEST = 28_000;

	static final String CUT = "The message is longer than Teams shows.";

	/** For what stands around the paragraphs: the link may be long. */
	private static final int FRAME = 3000;

	private static final int PARAGRAPH = 4000;

	private final JsonMapper json;

	private final List<Object> body = new ArrayList<>();

	private int room = LARGEST - FRAME;

	private boolean full;

	private boolean shortened;

	private TeamsCard(JsonMapper json) {
		this.json = json;
	}

	/** The body of the request, of at most {@link #LARGEST} bytes. */
	static byte[] write(MessageParts parts, JsonMapper json) {
		TeamsCard card = new TeamsCard(json);
		card.paragraph(card.run(parts.heading(), true));
		parts.text().lines().forEach((line) -> card.paragraph(card.run(line, false)));
		parts.facts()
			.forEach((fact) -> card.paragraph(card.run(fact.name() + ": ", true), card.run(fact.value(), false)));
		if (!parts.asked().isEmpty()) {
			card.paragraph(card.run("A reply consists of:", true));
			parts.asked().forEach(card::asked);
		}
		return json.writeValueAsBytes(card.message(parts));
	}

	private void asked(ReplyField field) {
		List<Object> runs = new ArrayList<>(List.of(run(field.label(), true)));
		if (!field.hint().isEmpty()) {
			runs.add(run(" (" + field.hint() + ")", false));
		}
		if (field.description() != null) {
			runs.add(run(" – " + field.description(), false));
		}
		paragraph(runs.toArray());
	}

	/**
	 * Adds a paragraph where there is room for it; after the first without room, none.
	 */
	private void paragraph(Object... runs) {
		Map<String, Object> paragraph = Map.of("type", "RichTextBlock", "inlines", List.of(runs));
		String written = this.json.writeValueAsString(paragraph);
		int size = Math.max(2 * written.length(), written.getBytes(StandardCharsets.UTF_8).length) + 2;
		this.full |= size > this.room;
		if (!this.full) {
			this.room -= size;
			this.body.add(paragraph);
		}
	}

	private Map<String, Object> run(String text, boolean bold) {
		this.shortened |= text.length() > PARAGRAPH;
		String shown = text.isEmpty() ? " " : MessageText.cut(text, PARAGRAPH);
		return bold ? Map.of("type", "TextRun", "text", shown, "weight", "Bolder")
				: Map.of("type", "TextRun", "text", shown);
	}

	private Map<String, Object> message(MessageParts parts) {
		if (this.full || this.shortened) {
			this.body.add(Map.of("type", "RichTextBlock", "inlines", List.of(run(CUT, true))));
		}
		Map<String, Object> card = new LinkedHashMap<>();
		card.put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
		card.put("type", "AdaptiveCard");
		// What desktops and phones both know.
		card.put("version", "1.2");
		card.put("body", this.body);
		if (parts.replyPageUrl() != null) {
			card.put("actions",
					List.of(Map.of("type", "Action.OpenUrl", "title", "Reply", "url", parts.replyPageUrl())));
		}
		return Map.of("type", "message", "attachments",
				List.of(Map.of("contentType", "application/vnd.microsoft.card.adaptive", "content", card)));
	}

}
