package io.parley.store;

import java.util.List;

import com.mongodb.client.model.UpdateManyModel;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.WriteModel;
import org.bson.Document;
import org.bson.types.ObjectId;

/**
 * A change among those that go to the store in one command.
 *
 * @param query which documents, as they are stored; the team is added
 * @param update what becomes of them, in the store's operators
 * @param many whether all that match are changed, or one
 */
public record BulkChange(Document query, Document update, boolean many) {

	/** A change of all documents of those ids. */
	public static BulkChange ofMany(List<ObjectId> ids, Document update) {
		return new BulkChange(new Document("_id", new Document("$in", ids)), update, true);
	}

	/**
	 * A change of one document.
	 * @param condition what must be true of it besides; may be empty
	 */
	static BulkChange ofOne(ObjectId id, Document condition, Document update) {
		Document query = new Document("_id", id);
		query.putAll(condition);
		return new BulkChange(query, update, false);
	}

	/** What is sent, for documents that have this in common: a team, or several. */
	WriteModel<Document> statement(Document scope) {
		Document scoped = new Document(scope);
		scoped.putAll(this.query);
		return this.many ? new UpdateManyModel<>(scoped, this.update) : new UpdateOneModel<>(scoped, this.update);
	}

	/**
	 * A change of one document that sets a field to a stamp, a value which nothing else
	 * ever sets it to, so that it can be told whether it was made.
	 *
	 * @param condition what must be true of the document besides; may be empty
	 * @param update sets the field to the stamp, among others
	 */
	public record Stamped(ObjectId id, ObjectId stamp, Document condition, Document update) {

		WriteModel<Document> statement(Document scope) {
			return ofOne(this.id, this.condition, this.update).statement(scope);
		}

	}

}
