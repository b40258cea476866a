package io.parley.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import org.bson.Document;
import org.bson.RawBsonDocument;

import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.mapping.MongoMappingContext;
import org.springframework.data.mongodb.core.query.Query;

/**
 * Finds documents and reads them from their bytes. A query names fields as they are
 * stored and compares them with what the driver knows, and goes to the store as it is.
 */
class StoredDocuments {

	private final MongoOperations mongo;

	private final MongoMappingContext names;

	private final MemoryBudget budget;

	private final Map<Class<?>, RecordReader<?>> readers = new ConcurrentHashMap<>();

	StoredDocuments(MongoOperations mongo, MemoryBudget budget) {
		this.mongo = mongo;
		this.names = (MongoMappingContext) mongo.getConverter().getMappingContext();
		this.budget = budget;
	}

	<T> Optional<T> findOne(String collection, Query query, Class<T> type) {
		return Objects.requireNonNull(
				this.mongo.execute(collection, (documents) -> Optional.ofNullable(find(documents, query).first())
					.map((found) -> covered(found, type))));
	}

	<T> List<T> find(String collection, Query query, Class<T> type) {
		List<T> all = new ArrayList<>();
		this.mongo.execute(collection, (documents) -> {
			Consumer<RawBsonDocument> add = (found) -> all.add(covered(found, type));
			find(documents, query).limit(query.getLimit()).forEach(add);
			return null;
		});
		return all;
	}

	/** What a query matches, in its order, with the fields that it asks for. */
	static FindIterable<RawBsonDocument> find(MongoCollection<Document> documents, Query query) {
		return documents.withDocumentClass(RawBsonDocument.class)
			.find(query.getQueryObject())
			.projection(query.getFieldsObject())
			.sort(query.getSortObject());
	}

	private <T> T covered(RawBsonDocument document, Class<T> type) {
		this.budget.coverDocument(document.getByteBuffer().remaining());
		return read(document, type);
	}

	/** A document as a record, or as the driver makes objects of it. */
	<T> T read(RawBsonDocument document, Class<T> type) {
		if (type == Document.class) {
			return type.cast(document.decode(CountedDocumentCodec.UNCOUNTED));
		}
		RecordReader<?> reader = this.readers.computeIfAbsent(type, (each) -> new RecordReader<>(each, this.names));
		return type.cast(reader.read(BsonSource.of(document)));
	}

}
