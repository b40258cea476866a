package io.parley.dispatch;

import java.util.LinkedHashMap;
import java.util.Map;

/** The latest ids of some kind. */
final class RecentIds {

	private static final int MOST = 20_000;

	private final Map<String, Boolean> ids = new LinkedHashMap<>() {

		@Override
		protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
			return size() > MOST;
		}

	};

	/** Whether the id was not there before. */
	synchronized boolean add(String id) {
		return this.ids.put(id, true) == null;
	}

	synchronized boolean contains(String id) {
		return this.ids.containsKey(id);
	}

	synchronized void remove(String id) {
		this.ids.remove(id);
	}

}
