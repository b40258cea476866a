package io.parley.store;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import org.bson.BsonType;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

import org.springframework.data.mongodb.core.mapping.MongoMappingContext;
import org.springframework.data.mongodb.core.mapping.MongoPersistentEntity;
import org.springframework.data.mongodb.core.mapping.MongoPersistentProperty;

/**
 * Reads documents into records of one type, straight from their bytes: the fields in
 * whatever order they are stored, those that no component is for passed over, and null,
 * zero or false for a component whose field is missing. The names of the fields are those
 * under which Spring Data writes the components. A component can be a scalar, free JSON,
 * another record, or a list or set of these.
 *
 * @param <T> the record
 */
final class RecordReader<T> {

	/** Reads a value of this type, which is not null. */
	private interface ValueReader {

		@Nullable Object read(BsonSource from, BsonType type);

	}

	private static final Map<Class<?>, ValueReader> SCALARS = Map.ofEntries(Map.entry(String.class, RecordReader::text),
			Map.entry(int.class, (from, type) -> Math.toIntExact(whole(from, type))),
			Map.entry(Integer.class, (from, type) -> Math.toIntExact(whole(from, type))),
			Map.entry(long.class, RecordReader::whole), Map.entry(Long.class, RecordReader::whole),
			Map.entry(boolean.class, only(BsonType.BOOLEAN, BsonSource::bool)),
			Map.entry(Boolean.class, only(BsonType.BOOLEAN, BsonSource::bool)),
			Map.entry(Instant.class, only(BsonType.DATE_TIME, (from) -> Instant.ofEpochMilli(from.int64()))),
			Map.entry(ObjectId.class, only(BsonType.OBJECT_ID, BsonSource::objectId)),
			Map.entry(byte[].class, only(BsonType.BINARY, BsonSource::binary)),
			Map.entry(JsonObject.class, only(BsonType.DOCUMENT, BsonSource::json)),
			Map.entry(Document.class, only(BsonType.DOCUMENT, BsonSource::document)),
			Map.entry(Map.class, only(BsonType.DOCUMENT, BsonSource::document)),
			Map.entry(Object.class, BsonSource::value));

	/** What a primitive component is where its field is missing. */
	private static final Map<Class<?>, Object> ZEROS = Map.of(int.class, 0, long.class, 0L, boolean.class, false);

	/** Where a field of the document goes. */
	private record Field(int index, ValueReader reader) {
	}

	private final MongoMappingContext names;

	private final Map<String, Field> fields = new HashMap<>();

	/** The values of a document without any of the fields. */
	private final List<Object> missing = new ArrayList<>();

	private final Constructor<T> constructor;

	/** The readers of those components whose fields stand among those of this record. */
	private final Map<Integer, RecordReader<?>> unwrapped = new HashMap<>();

	RecordReader(Class<T> type, MongoMappingContext names) {
		this.names = names;
		RecordComponent[] components = type.getRecordComponents();
		this.constructor = constructor(type, components);
		MongoPersistentEntity<?> entity = names.getRequiredPersistentEntity(type);
		for (RecordComponent component : components) {
			add(component, entity.getRequiredPersistentProperty(component.getName()));
		}
	}

	private void add(RecordComponent component, MongoPersistentProperty property) {
		int index = this.missing.size();
		this.missing.add(ZEROS.get(component.getType()));
		if (property.isUnwrapped()) {
			this.unwrapped.put(index, new RecordReader<>(component.getType(), this.names));
		}
		else {
			this.fields.put(property.getFieldName(), new Field(index, reader(component.getGenericType())));
		}
	}

	private ValueReader reader(Type type) {
		Class<?> raw = (Class<?>) ((type instanceof ParameterizedType generic) ? generic.getRawType() : type);
		if (SCALARS.containsKey(raw)) {
			return SCALARS.get(raw);
		}
		if (Collection.class.isAssignableFrom(raw) && type instanceof ParameterizedType generic) {
			ValueReader element = reader(generic.getActualTypeArguments()[0]);
			return only(BsonType.ARRAY, (raw == Set.class) ? (from) -> elements(from, element, new LinkedHashSet<>())
					: (from) -> elements(from, element, new ArrayList<>()));
		}
		if (raw.isRecord()) {
			RecordReader<?> nested = new RecordReader<>(raw, this.names);
			return only(BsonType.DOCUMENT, nested::read);
		}
		throw new IllegalStateException("Nothing reads a " + type.getTypeName() + " of a document");
	}

	/** The record of the document at hand. */
	T read(BsonSource from) {
		Object[] values = values();
		from.begin();
		for (BsonType type = from.next(); type != BsonType.END_OF_DOCUMENT; type = from.next()) {
			read(from, type, from.name(), values);
		}
		return create(values);
	}

	private Object[] values() {
		Object[] values = this.missing.toArray();
		this.unwrapped.forEach((index, part) -> values[index] = part.values());
		return values;
	}

	private void read(BsonSource from, BsonType type, String name, Object[] values) {
		if (type == BsonType.NULL || !set(from, type, name, values)) {
			from.skip(type);
		}
	}

	private boolean set(BsonSource from, BsonType type, String name, Object[] values) {
		Field field = this.fields.get(name);
		if (field != null) {
			try {
				values[field.index()] = field.reader().read(from, type);
			}
			catch (IllegalStateException | ArithmeticException ex) {
				throw new IllegalStateException(name + ": " + ex.getMessage(), ex);
			}
			return true;
		}
		return this.unwrapped.entrySet()
			.stream()
			.anyMatch((part) -> part.getValue().set(from, type, name, (Object[]) values[part.getKey()]));
	}

	private T create(Object[] values) {
		this.unwrapped.forEach((index, part) -> values[index] = part.create((Object[]) values[index]));
		try {
			return this.constructor.newInstance(values);
		}
		catch (InvocationTargetException ex) {
			throw (ex.getCause() instanceof RuntimeException cause) ? cause : new IllegalStateException(ex);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static <T> Constructor<T> constructor(Class<T> type, RecordComponent[] components) {
		try {
			Constructor<T> constructor = type.getDeclaredConstructor(
					Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
			constructor.setAccessible(true);
			return constructor;
		}
		catch (NoSuchMethodException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static Collection<Object> elements(BsonSource from, ValueReader element, Collection<Object> all) {
		from.begin();
		for (BsonType type = from.next(); type != BsonType.END_OF_DOCUMENT; type = from.next()) {
			from.skipName();
			all.add((type == BsonType.NULL) ? null : element.read(from, type));
		}
		return all;
	}

	/** Of another type nothing is read: what follows it would be misread. */
	private static ValueReader only(BsonType type, Function<BsonSource, Object> reader) {
		return (from, found) -> {
			require(type, found);
			return reader.apply(from);
		};
	}

	private static void require(BsonType type, BsonType found) {
		if (found != type) {
			throw new IllegalStateException("%s instead of %s".formatted(found, type));
		}
	}

	/** Spring Data stores the text of an id that has the form of one as an id. */
	private static String text(BsonSource from, BsonType type) {
		if (type == BsonType.OBJECT_ID) {
			return from.objectId().toHexString();
		}
		require(BsonType.STRING, type);
		return from.string();
	}

	private static long whole(BsonSource from, BsonType type) {
		return switch (type) {
			case INT32 -> from.int32();
			case INT64 -> from.int64();
			case DOUBLE -> (long) from.float64();
			default -> throw new IllegalStateException("A " + type + " is no whole number");
		};
	}

}
