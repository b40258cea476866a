package io.parley.store;

import com.mongodb.MongoClientSettings;
import org.bson.BsonBinaryReader;
import org.bson.BsonReader;
import org.bson.BsonWriter;
import org.bson.Document;
import org.bson.UuidRepresentation;
import org.bson.codecs.Codec;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.DocumentCodec;
import org.bson.codecs.EncoderContext;
import org.bson.io.BsonInput;
import org.bson.io.BsonInputMark;

/**
 * Reads documents that Spring Data fetches, which are those that a change answers, and
 * has them counted by the {@link MemoryBudget} before they become objects.
 */
final class CountedDocumentCodec implements Codec<Document> {

	/** What {@link StoredDocuments} reads, which counts it itself. */
	static final Codec<Document> UNCOUNTED = new DocumentCodec(MongoClientSettings.getDefaultCodecRegistry())
		.withUuidRepresentation(UuidRepresentation.STANDARD);

	private final MemoryBudget budget;

	CountedDocumentCodec(MemoryBudget budget) {
		this.budget = budget;
	}

	@Override
	public Document decode(BsonReader reader, DecoderContext context) {
		if (reader instanceof BsonBinaryReader binary) {
			this.budget.coverDocument(size(binary.getBsonInput()));
		}
		return UNCOUNTED.decode(reader, context);
	}

	/** A document begins with its length. */
	private static int size(BsonInput input) {
		BsonInputMark here = input.getMark(Integer.BYTES);
		int size = input.readInt32();
		here.reset();
		return size;
	}

	@Override
	public void encode(BsonWriter writer, Document document, EncoderContext context) {
		UNCOUNTED.encode(writer, document, context);
	}

	@Override
	public Class<Document> getEncoderClass() {
		return Document.class;
	}

}
