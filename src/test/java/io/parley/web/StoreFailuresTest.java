package io.parley.web;

import com.mongodb.MongoConnectionPoolClearedException;
import com.mongodb.MongoException;
import com.mongodb.ServerAddress;
import com.mongodb.connection.ClusterId;
import com.mongodb.connection.ServerId;
import org.junit.jupiter.api.Test;

import org.springframework.data.mongodb.UncategorizedMongoDbException;

import static org.assertj.core.api.Assertions.assertThat;

class StoreFailuresTest {

	/** What those get who ask just after another has found the server gone. */
	@Test
	void aPoolThatWaitsForItsServerPasses() {
		ServerId server = new ServerId(new ClusterId(), new ServerAddress());
		assertThat(isPassing(new MongoConnectionPoolClearedException(server, new IllegalStateException()))).isTrue();
		assertThat(isPassing(new MongoException(2, "bad value"))).isFalse();
	}

	private static boolean isPassing(MongoException failure) {
		return StoreFailures.isPassing(new UncategorizedMongoDbException("failed", failure));
	}

}
