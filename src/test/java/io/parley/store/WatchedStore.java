package io.parley.store;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Set;

import org.springframework.data.mongodb.core.CollectionCallback;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.util.unit.DataSize;

/**
 * A store in which something happens before each of its commands, and before each
 * statement of a command that has several, such as the end of the process that sends it.
 */
public final class WatchedStore {

	private static final Set<String> COMMANDS = Set.of("insert", "updateFirst", "updateMulti", "remove",
			"findAndModify", "execute", "findOne", "find", "stream", "count", "aggregate");

	private WatchedStore() {
	}

	/** The data of one team; what is to happen is run in the thread of the command. */
	public static TeamTemplate of(String team, MongoOperations mongo, Runnable beforeEach) {
		return of(team, mongo, beforeEach, beforeEach);
	}

	/** The same, where statements are not watched on their own. */
	public static TeamTemplate ofCommands(String team, MongoOperations mongo, Runnable beforeEach) {
		return of(team, mongo, beforeEach, null);
	}

	private static TeamTemplate of(String team, MongoOperations mongo, Runnable beforeEach, Runnable beforeStatement) {
		MongoOperations watched = (MongoOperations) Proxy.newProxyInstance(WatchedStore.class.getClassLoader(),
				new Class<?>[] { MongoOperations.class }, (proxy, method, arguments) -> {
					if (COMMANDS.contains(method.getName())) {
						beforeEach.run();
					}
					if (beforeStatement != null && method.getName().equals("execute")
							&& arguments[1] instanceof CollectionCallback<?> callback) {
						CollectionCallback<?> statements = (target) -> callback
							.doInCollection(SingleStatements.of(target, beforeStatement));
						return invoke(mongo, method, new Object[] { arguments[0], statements });
					}
					return invoke(mongo, method, arguments);
				});
		KeyPageReader pages = new KeyPageReader(watched, new MemoryBudget(64 << 20, Duration.ofSeconds(5)),
				new StoreProperties(Duration.ofSeconds(10), DataSize.ofMegabytes(4), null, Duration.ofSeconds(5)));
		return new TeamTemplate(watched, pages, new IndexStatus(List.of()),
				() -> Criteria.where(TeamTemplate.TEAM).is(team), () -> team);
	}

	private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
		try {
			return method.invoke(target, arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getCause();
		}
	}

}
