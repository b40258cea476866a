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
 * Reads documents that a request fetches one by one, and has its {@link MemoryBudget}
 * reservation cover the largest of them before it becomes objects.
 */
final class CountedDocumentCodec implements Codec<Document> {

	/** Documents of a page, which count themselves. */
	static final Codec<Document> UNCOUNTED = new DocumentCodec(MongoClientSettings.getDefaultCodecRegistry())
		.withUuidRepresentation(UuidRepresentation.STANDARD);

	/** Smaller ones are covered by what the heap has beside the budget. */
	private static final int SMALL = 64 << 10;

	private final MemoryBudget budget;

	CountedDocumentCodec(MemoryBudget budget) {
		this.budget = budget;
	}

	@Override
	public Document decode(BsonReader reader, DecoderContext context) {
		if (reader instanceof BsonBinaryReader binary) {
			int size = size(binary.getBsonInput());
			if (size > SMALL) {
				this.budget.current().ifPresent((request) -> request.cover((long) size * MemoryBudget.PER_STORED_BYTE));
			}
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
