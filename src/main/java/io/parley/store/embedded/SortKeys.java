package io.parley.store.embedded;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

import de.bwaldvogel.mongo.bson.Document;

/**
 * What an order knows of a document: one value for each field, of an array the least
 * where the order ascends and the greatest where it descends.
 */
final class SortKeys implements Comparator<List<Object>> {

	private final List<FieldPath> paths;

	private final List<Boolean> ascending;

	SortKeys(Document orderBy) {
		this.paths = orderBy.keySet().stream().map(FieldPath::of).toList();
		this.ascending = orderBy.values().stream().map((direction) -> ((Number) direction).doubleValue() > 0).toList();
	}

	List<Object> of(Document document) {
		List<Object> keys = new ArrayList<>();
		for (int i = 0; i < this.paths.size(); i++) {
			List<Object> values = this.paths.get(i).valuesIn(document);
			keys.add(this.ascending.get(i) ? Collections.min(values, ValueOrder.ASCENDING)
					: Collections.max(values, ValueOrder.ASCENDING));
		}
		return keys;
	}

	/** An order of documents, for those that are in memory. */
	Comparator<Document> documents() {
		return Comparator.comparing(this::of, this);
	}

	@Override
	public int compare(List<Object> one, List<Object> other) {
		for (int i = 0; i < this.paths.size(); i++) {
			int order = ValueOrder.ASCENDING.compare(one.get(i), other.get(i));
			if (order != 0) {
				return this.ascending.get(i) ? order : -order;
			}
		}
		return 0;
	}

}
