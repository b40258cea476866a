package io.parley.console;

import java.util.List;
import java.util.Objects;

import io.parley.experiment.ExperimentMessageResponse;
import io.parley.experiment.ExperimentSessions.SessionWithTranscript;
import io.parley.experiment.TranscriptPage;
import io.parley.store.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * A part of a transcript as its page shows it.
 *
 * @param first the number of the first of these messages, from 1
 * @param start the address of the beginning; null here
 * @param latest the address of the end; null there
 */
record TranscriptView(List<Entry> entries, long first, @Nullable String start, @Nullable String earlier,
		@Nullable String later, @Nullable String latest) {

	/** A message. */
	record Entry(ExperimentMessageResponse message) {

		/** Its attachments that have an address. */
		public List<WebLink> getLinks() {
			return this.message.attachments().stream().filter(Entry::isLink).map(Entry::link).toList();
		}

		/** Its other attachments. */
		public List<JsonObject> getOthers() {
			return this.message.attachments().stream().filter((attachment) -> !isLink(attachment)).toList();
		}

		private static boolean isLink(JsonObject attachment) {
			return attachment.get("url") instanceof String;
		}

		private static WebLink link(JsonObject attachment) {
			String url = Objects.requireNonNull(text(attachment, "url"));
			String name = text(attachment, "name");
			return new WebLink(url, (name != null && !name.isBlank()) ? name : url, text(attachment, "mime_type"));
		}

		private static @Nullable String text(JsonObject attachment, String key) {
			return (attachment.get(key) instanceof String text) ? text : null;
		}

	}

	static TranscriptView of(SessionWithTranscript both, String path) {
		TranscriptPage page = both.transcript();
		ListUrl session = ListUrl.of(path);
		String latest = session.with("cursor", "latest") + "#newest";
		return new TranscriptView(page.messages().stream().map(Entry::new).toList(), page.before() + 1,
				(page.earlier() != null) ? path : null, at(session, page.earlier()), at(session, page.later()),
				(page.later() != null) ? latest : null);
	}

	/** The number of the last of these messages. */
	public long getLast() {
		return this.first + this.entries.size() - 1;
	}

	private static @Nullable String at(ListUrl session, @Nullable String cursor) {
		return (cursor != null) ? session.with("cursor", cursor).toString() : null;
	}

}
