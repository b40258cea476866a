package io.parley.store.embedded;

import java.util.ArrayList;
import java.util.List;
import java.util.Map.Entry;
import java.util.Objects;
import java.util.Set;

import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The version of the file. Where a file has an older one, keys and indexes are made anew
 * from the documents when it is opened; if that is cut off, it begins again the next
 * time.
 */
final class FileFormat {

	/** 1: exact numbers and the order of code points in {@link KeyText}. */
	private static final int VERSION = 1;

	private static final int ENTRIES_PER_COMMIT = 5_000;

	private static final Logger log = LoggerFactory.getLogger(FileFormat.class);

	private final MVStore file;

	private int changes;

	FileFormat(MVStore file) {
		this.file = file;
	}

	/** To be called before anything else reads the file. */
	void upgrade() {
		if (this.file.getStoreVersion() < VERSION) {
			List<String> names = List.copyOf(this.file.getMapNames());
			if (!names.isEmpty()) {
				log.info("The embedded store's indexes are made anew for this version");
			}
			names.stream()
				.filter((name) -> name.startsWith(StoredDatabase.INDEX))
				.forEach((name) -> index(name).clear());
			names.stream().filter(FileFormat::holdsDocuments).forEach((name) -> moveAll(documents(name)));
			names.stream().filter((name) -> name.endsWith(StoredDatabase.INDEXES)).forEach(this::buildAll);
			this.file.setStoreVersion(VERSION);
			this.file.commit();
		}
	}

	private static boolean holdsDocuments(String name) {
		return name.startsWith(StoredDatabase.DOCUMENTS) && !name.contains(StoredDatabase.SYSTEM);
	}

	/** Puts documents where their ids belong. */
	private void moveAll(MVMap<String, byte[]> documents) {
		Cursor<String, byte[]> cursor = documents.cursor(null);
		while (cursor.hasNext()) {
			String position = cursor.next();
			String wanted = StoredCollection.positionOf(Bson.decode(cursor.getValue()));
			if (!wanted.equals(position)) {
				documents.put(wanted, cursor.getValue());
				documents.remove(position);
			}
		}
	}

	private void buildAll(String descriptions) {
		for (Entry<String, byte[]> description : documents(descriptions).entrySet()) {
			Document index = Bson.decode(description.getValue());
			if (!key(index).keySet().equals(Set.of("_id"))) {
				build(index);
			}
		}
	}

	private void build(Document description) {
		String namespace = (String) description.get("ns");
		String name = (String) Objects.requireNonNull(description.get("name"));
		List<IndexKey> keys = new ArrayList<>();
		key(description).keySet().forEach((field) -> keys.add(new IndexKey(field, true)));
		MVMap<String, String> entries = index(StoredDatabase.INDEX + namespace + "." + name);
		StoredIndex index = Boolean.TRUE.equals(description.get("unique"))
				? new UniqueIndex(entries, name, keys, Boolean.TRUE.equals(description.get("sparse")))
				: new OrderedIndex(entries, name, keys);
		Cursor<String, byte[]> cursor = documents(StoredDatabase.DOCUMENTS + namespace).cursor(null);
		while (cursor.hasNext()) {
			cursor.next();
			Document document = Bson.decode(cursor.getValue());
			index.entriesOf(document).forEach((entry) -> entries.putIfAbsent(entry, cursor.getKey()));
			index.markUnordered(document);
			if (++this.changes % ENTRIES_PER_COMMIT == 0) {
				this.file.commit();
			}
		}
	}

	private static Document key(Document description) {
		return (Document) Objects.requireNonNull(description.get("key"));
	}

	private MVMap<String, byte[]> documents(String name) {
		return StoredDatabase.documents(this.file, name);
	}

	private MVMap<String, String> index(String name) {
		return StoredDatabase.positions(this.file, name);
	}

}
