package io.parley.experiment.page;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

import io.parley.store.TeamTemplate;
import org.bson.types.ObjectId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.data.domain.Sort;
import org.springframework.data.domain.Sort.Direction;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;

/**
 * Reads one page of a collection in the order of its ids, which is the order of creation,
 * also among those created in the same millisecond. One query by key for a page at any
 * place, and one that counts for the first.
 *
 * @param type what the collection holds
 * @param id its id
 * @param maxCount how many are counted at most
 * @param bytes roughly how much memory one takes; a page that would take too much has
 * fewer entries than asked for, and the next page goes on there
 */
public record PageReader<T>(TeamTemplate store, Class<T> type, int maxCount, Function<T, ObjectId> id,
		ToLongFunction<T> bytes) {

	private static final Logger log = LoggerFactory.getLogger(PageReader.class);

	private static final long MOST_BYTES = 8 << 20;

	private static final String ID = "_id";

	/**
	 * Reads the page of what a filter matches; a query is changed, so each has its own.
	 */
	public Page<T> read(Supplier<Query> filter, PageRequest request) {
		List<T> entries = new ArrayList<>();
		boolean more = fill(entries, located(filter.get(), request), request.size());
		if (request.isBack()) {
			Collections.reverse(entries);
		}
		Long count = request.isFirst() ? count(filter.get()) : null;
		if (entries.isEmpty()) {
			Cursor turned = request.isFirst() ? null : request.cursor().turned();
			return new Page<>(entries, count, request.isBack() ? turned : null, request.isBack() ? null : turned);
		}
		boolean hasNext = request.isBack() || more;
		boolean hasPrevious = request.isBack() ? more : !request.isFirst();
		return new Page<>(entries, count, hasNext ? after(request, entries) : null,
				hasPrevious ? before(request, entries) : null);
	}

	private Query located(Query query, PageRequest request) {
		boolean descending = request.isDescending();
		if (!request.isFirst()) {
			Criteria key = Criteria.where(ID);
			ObjectId position = request.cursor().position();
			if (request.cursor().inclusive()) {
				query.addCriteria(descending ? key.lte(position) : key.gte(position));
			}
			else {
				query.addCriteria(descending ? key.lt(position) : key.gt(position));
			}
		}
		return query.with(Sort.by(descending ? Direction.DESC : Direction.ASC, ID)).limit(request.size() + 1);
	}

	/** Takes what fits into the page and answers whether there is more. */
	private boolean fill(List<T> entries, Query query, int size) {
		try (Stream<T> found = this.store.stream(query, this.type)) {
			long taken = 0;
			for (Iterator<T> all = found.iterator(); all.hasNext();) {
				T entry = all.next();
				taken += this.bytes.applyAsLong(entry);
				if (entries.size() == size || (taken > MOST_BYTES && !entries.isEmpty())) {
					return true;
				}
				entries.add(entry);
			}
			return false;
		}
	}

	private Long count(Query filter) {
		try {
			long count = this.store.count(filter.limit(this.maxCount + 1), this.type);
			return (count > this.maxCount) ? null : count;
		}
		catch (DataAccessException ex) {
			log.debug("The page is answered without a count", ex);
			return null;
		}
	}

	private Cursor after(PageRequest request, List<T> entries) {
		return Cursor.after(request.newestFirst(), this.id.apply(entries.get(entries.size() - 1)));
	}

	private Cursor before(PageRequest request, List<T> entries) {
		return Cursor.before(request.newestFirst(), this.id.apply(entries.get(0)));
	}

}
