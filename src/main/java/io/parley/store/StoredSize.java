package io.parley.store;

import org.bson.BsonBinaryWriter;
import org.bson.Document;
import org.bson.codecs.DocumentCodec;
import org.bson.codecs.EncoderContext;
import org.bson.io.BasicOutputBuffer;

/** How large a document is in the store, which takes none over 16 MiB. */
public final class StoredSize {

	/**
	 * The largest that a document may become by a request, leaving room for bookkeeping.
	 */
	public static final int LIMIT = 15 << 20;

	private static final DocumentCodec CODEC = new DocumentCodec();

	private StoredSize() {
	}

	/** The bytes of a document whose values the driver knows. */
	public static int of(Document document) {
		try (BasicOutputBuffer buffer = new BasicOutputBuffer();
				BsonBinaryWriter writer = new BsonBinaryWriter(buffer)) {
			CODEC.encode(writer, document, EncoderContext.builder().build());
			return buffer.getPosition();
		}
	}

}
