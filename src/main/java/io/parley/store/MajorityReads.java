package io.parley.store;

import com.mongodb.MongoCommandException;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.convert.MongoConverter;

/**
 * The template by which the service uses its database: reads from the primary, and only
 * what the majority of the servers has and no failover can take back, whatever the
 * connection string says. A store that refuses this read concern is read without it.
 */
final class MajorityReads extends MongoTemplate {

	private static final Logger log = LoggerFactory.getLogger(MajorityReads.class);

	private volatile ReadConcern concern = ReadConcern.MAJORITY;

	private volatile boolean asked;

	MajorityReads(MongoDatabaseFactory factory, MongoConverter converter) {
		super(factory, converter);
	}

	@Override
	protected MongoDatabase doGetDatabase() {
		return super.doGetDatabase().withReadPreference(ReadPreference.primary()).withReadConcern(this.concern);
	}

	/**
	 * Asks the store once whether it takes the read concern: it does not where it answers
	 * a query without it and refuses the same query with it.
	 */
	void askFor(String collection) {
		if (this.asked) {
			return;
		}
		MongoCollection<Document> documents = getDb().getCollection(collection);
		try {
			documents.find().limit(1).first();
		}
		catch (MongoCommandException ex) {
			documents.withReadConcern(ReadConcern.DEFAULT).find().limit(1).first();
			this.concern = ReadConcern.DEFAULT;
			log.info("The store takes no read concern \"majority\", so it is read without: {}", ex.getMessage());
		}
		this.asked = true;
	}

}
