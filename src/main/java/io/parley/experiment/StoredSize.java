package io.parley.experiment;

import org.bson.BsonBinaryWriter;
import org.bson.Document;
import org.bson.codecs.DocumentCodec;
import org.bson.codecs.EncoderContext;
import org.bson.io.BasicOutputBuffer;

/** How many bytes a document takes in the store. */
final class StoredSize {

	private StoredSize() {
	}

	static int of(Document document) {
		try (BasicOutputBuffer bytes = new BasicOutputBuffer(); BsonBinaryWriter writer = new BsonBinaryWriter(bytes)) {
			new DocumentCodec().encode(writer, document, EncoderContext.builder().build());
			return bytes.getSize();
		}
	}

}
