package io.parley.store;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.ServerAddress;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.WriteModel;
import com.mongodb.client.result.InsertManyResult;
import org.bson.BsonDocument;
import org.bson.Document;

/**
 * A collection that is sent each statement of a bulk write on its own, so that something
 * can happen in between, as it can in a store while it works on the command.
 */
final class SingleStatements {

	private static final BulkWriteOptions UNORDERED = new BulkWriteOptions().ordered(false);

	private final MongoCollection<Document> target;

	private final Runnable beforeEach;

	private SingleStatements(MongoCollection<Document> target, Runnable beforeEach) {
		this.target = target;
		this.beforeEach = beforeEach;
	}

	@SuppressWarnings("unchecked")
	static MongoCollection<Document> of(MongoCollection<Document> target, Runnable beforeEach) {
		SingleStatements statements = new SingleStatements(target, beforeEach);
		return (MongoCollection<Document>) Proxy.newProxyInstance(SingleStatements.class.getClassLoader(),
				new Class<?>[] { MongoCollection.class }, (proxy, method, arguments) -> switch (method.getName()) {
					case "bulkWrite" -> statements.write((List<WriteModel<Document>>) arguments[0]);
					case "insertMany" -> {
						statements.write(((List<Document>) arguments[0]).stream().map(InsertOneModel::new).toList());
						yield InsertManyResult.acknowledged(Map.of());
					}
					default -> {
						try {
							yield method.invoke(target, arguments);
						}
						catch (InvocationTargetException ex) {
							throw ex.getCause();
						}
					}
				});
	}

	private BulkWriteResult write(List<? extends WriteModel<Document>> models) {
		List<BulkWriteError> errors = new ArrayList<>();
		int matched = 0;
		for (int i = 0; i < models.size(); i++) {
			this.beforeEach.run();
			try {
				matched += this.target.bulkWrite(List.of(models.get(i)), UNORDERED).getMatchedCount();
			}
			catch (MongoBulkWriteException ex) {
				BulkWriteError error = ex.getWriteErrors().get(0);
				errors.add(new BulkWriteError(error.getCode(), error.getMessage(), new BsonDocument(), i));
			}
		}
		BulkWriteResult result = BulkWriteResult.acknowledged(0, matched, 0, matched, List.of(), List.of());
		if (!errors.isEmpty()) {
			throw new MongoBulkWriteException(result, errors, null, new ServerAddress(), Set.of());
		}
		return result;
	}

}
