package io.parley.message;

import java.net.URI;
import java.net.URISyntaxException;

import io.parley.web.Characters;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.bson.Document;

/**
 * Something attached to a message, by its address.
 *
 * @param url absolute, http or https
 * @param mimeType as RFC 6838 spells one, also with parameters
 */
public record Attachment(@NotNull @Characters(min = 1, max = 2048) String url, @NotNull @Characters(min = 3,
		max = 255) @Pattern(regexp = MIME_TYPE, message = "must be a MIME type such as image/png") String mimeType) {

	private static final String NAME = "[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}";

	static final String MIME_TYPE = NAME + "/" + NAME
			+ "( ?; ?[A-Za-z0-9!#$&^_.+-]+=([A-Za-z0-9!#$&^_.+:/-]+|\"[^\"\\\\]*\"))*";

	@AssertTrue(message = "must be an absolute http or https URL")
	boolean isUrl() {
		if (this.url == null) {
			return true;
		}
		try {
			URI uri = new URI(this.url);
			return ("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()))
					&& uri.getRawAuthority() != null;
		}
		catch (URISyntaxException ex) {
			return false;
		}
	}

	/** As it stands in a stored message. */
	Document stored() {
		return new Document("url", this.url).append("mime_type", this.mimeType);
	}

}
