package io.parley.web;

import java.util.Set;

import com.mongodb.MongoConnectionPoolClearedException;
import com.mongodb.MongoException;
import com.mongodb.MongoExecutionTimeoutException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoOperationTimeoutException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteConcernException;

import org.bson.BsonMaximumSizeExceededException;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;

/** Tells a store that is away or slow, which passes, from a fault of ours. */
final class StoreFailures {

	private static final Set<Integer> PASSING_CODES = Set.of(50, 262, 89, 91, 189, 11600, 11602, 10107, 13435, 13436,
			9001, 6, 7, 64);

	private static final Set<Integer> TOO_LARGE_CODES = Set.of(10334, 17419, 17420);

	private StoreFailures() {
	}

	/** Whether the store refused a document for its size. */
	static boolean isTooLarge(DataAccessException ex) {
		Throwable cause = NestedExceptionUtils.getMostSpecificCause(ex);
		return cause instanceof BsonMaximumSizeExceededException
				|| (cause instanceof MongoException mongo && TOO_LARGE_CODES.contains(mongo.getCode()));
	}

	static boolean isPassing(DataAccessException ex) {
		if (ex instanceof DataAccessResourceFailureException || ex instanceof TransientDataAccessException) {
			return true;
		}
		Throwable cause = NestedExceptionUtils.getMostSpecificCause(ex);
		for (Throwable at = ex; at != null; at = at.getCause()) {
			if (at instanceof MongoException mongo) {
				cause = mongo;
				break;
			}
		}
		return cause instanceof MongoTimeoutException || cause instanceof MongoOperationTimeoutException
				|| cause instanceof MongoSocketException || cause instanceof MongoConnectionPoolClearedException
				|| cause instanceof MongoExecutionTimeoutException || cause instanceof MongoNotPrimaryException
				|| cause instanceof MongoNodeIsRecoveringException || cause instanceof MongoWriteConcernException
				|| cause instanceof MongoInterruptedException
				|| (cause instanceof MongoException mongo && PASSING_CODES.contains(mongo.getCode()));
	}

}
