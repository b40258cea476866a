package io.parley.web.page;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

import io.parley.store.KeyOrder;
import io.parley.store.KeyPage;
import io.parley.store.TeamTemplate;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.data.mongodb.core.query.Query;

/**
 * Reads one page of a collection in the order of its ids, which is the order of creation,
 * also among those created in the same millisecond. One query by key for a page at any
 * place, and one that counts for the first. A page that would take too much memory has
 * fewer entries than asked for, and the next page goes on there.
 *
 * @param type what the collection holds
 * @param id its id
 * @param maxCount how many are counted at most; of more, no count is told
 */
public record CountedPageReader<T>(TeamTemplate store, Class<T> type, Function<T, ObjectId> id, int maxCount) {

	private static final int MOST_COUNTED = 10_000;

	private static final Logger log = LoggerFactory.getLogger(CountedPageReader.class);

	/** One that counts up to 10,000. */
	public CountedPageReader(TeamTemplate store, Class<T> type, Function<T, ObjectId> id) {
		this(store, type, id, MOST_COUNTED);
	}

	/**
	 * Reads the page of what a filter matches; a query is changed, so each has its own.
	 */
	public CountedPage<T> read(Supplier<Query> filter, PageRequest request) {
		KeyPage<T> found = this.store.page(request.located(filter.get()), KeyOrder.byId(request.isDescending()),
				request.size(), this.type);
		List<T> entries = request.isBack() ? found.reversed() : found.entries();
		Long count = request.isFirst() ? count(filter.get()) : null;
		if (entries.isEmpty()) {
			Cursor turned = (request.cursor() != null) ? request.cursor().turned() : null;
			return new CountedPage<>(entries, count, request.isBack() ? turned : null,
					request.isBack() ? null : turned);
		}
		boolean hasNext = request.isBack() || found.more();
		boolean hasPrevious = request.isBack() ? found.more() : !request.isFirst();
		return new CountedPage<>(entries, count, hasNext ? at(entries.get(entries.size() - 1), false, request) : null,
				hasPrevious ? at(entries.get(0), true, request) : null);
	}

	private Cursor at(T entry, boolean back, PageRequest request) {
		return new Cursor(request.newestFirst(), back, false, this.id.apply(entry));
	}

	private @Nullable Long count(Query filter) {
		try {
			long count = this.store.count(filter.limit(this.maxCount + 1), this.type);
			return (count > this.maxCount) ? null : count;
		}
		catch (DataAccessException ex) {
			log.debug("The page is answered without a count", ex);
			return null;
		}
	}

}
