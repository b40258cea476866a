package io.parley.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.WriteConcern;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.WriteModel;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

import org.springframework.data.mongodb.core.MongoOperations;

/**
 * Many writes to one collection with one command, in no order and each on its own: some
 * may be done and others not. A failure is a Spring
 * {@link org.springframework.dao.DataAccessException}, after which it is not known which
 * were.
 */
final class BulkWrites {

	private static final int DUPLICATE_KEY = 11000;

	private final MongoOperations mongo;

	private final String collection;

	BulkWrites(MongoOperations mongo, String collection) {
		this.mongo = mongo;
		this.collection = collection;
	}

	/**
	 * Inserts documents that are in their stored form already.
	 * @return for each whether it was inserted; not where a unique index has its key
	 */
	List<Boolean> insert(List<Document> documents) {
		List<Boolean> inserted = new ArrayList<>(documents.stream().map((document) -> true).toList());
		this.mongo.execute(this.collection, (target) -> {
			try {
				target.insertMany(documents, new InsertManyOptions().ordered(false));
			}
			catch (MongoBulkWriteException ex) {
				if (ex.getWriteConcernError() != null) {
					throw ex;
				}
				for (BulkWriteError error : ex.getWriteErrors()) {
					if (error.getCode() != DUPLICATE_KEY) {
						throw ex;
					}
					inserted.set(error.getIndex(), false);
				}
			}
			return null;
		});
		return inserted;
	}

	/** Makes changes and answers how many documents they found. */
	int change(List<WriteModel<Document>> statements) {
		return change(statements, null);
	}

	/**
	 * @param concern how they are acknowledged; null is as every other write is
	 */
	int change(List<WriteModel<Document>> statements, @Nullable WriteConcern concern) {
		return Objects.requireNonNull(this.mongo.execute(this.collection,
				(target) -> ((concern != null) ? target.withWriteConcern(concern) : target)
					.bulkWrite(statements, new BulkWriteOptions().ordered(false))
					.getMatchedCount()));
	}

	/**
	 * Reads the stamps of documents, which say what change of each was the latest.
	 * @param scope what all of them have in common
	 * @param field the field that has the stamp
	 */
	Map<ObjectId, ObjectId> stamps(Document scope, List<ObjectId> ids, String field) {
		Document query = new Document(scope).append("_id", new Document("$in", ids));
		Map<ObjectId, ObjectId> stamps = new HashMap<>();
		this.mongo.execute(this.collection, (target) -> {
			target.find(query)
				.projection(new Document(field, 1))
				.forEach((found) -> stamps.put(found.getObjectId("_id"), found.get(field, ObjectId.class)));
			return null;
		});
		return stamps;
	}

}
