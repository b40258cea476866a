package io.parley.store.embedded;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import org.bson.Document;

/** A client of an embedded store, set up as the service's is. */
record StoreClient(MongoClient mongo) implements AutoCloseable {

	static StoreClient of(EmbeddedStore store) {
		return new StoreClient(MongoClients.create(MongoClientSettings.builder()
			.applyConnectionString(new ConnectionString(store.uri()))
			.writeConcern(WriteConcern.MAJORITY.withJournal(true))
			.build()));
	}

	MongoCollection<Document> collection(String name) {
		return this.mongo.getDatabase("parley").getCollection(name);
	}

	@Override
	public void close() {
		this.mongo.close();
	}

}
