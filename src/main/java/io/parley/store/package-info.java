/**
 * The store: free JSON in its stored form, the team that every document belongs to,
 * declared indexes, ids, and the embedded MongoDB-compatible store of a service that was
 * given no other.
 *
 * <p>
 * Features reach the database only through {@link io.parley.store.TeamTemplate}, which
 * adds the team to every query and every insert. Each feature declares its collections
 * and indexes as {@link io.parley.store.CollectionIndexes} beans, and each names in its
 * own {@code package-info} the query that an index serves. Work that is done again and
 * again is a {@link io.parley.store.Sweep} bean.
 *
 * <p>
 * What is found becomes a record straight from the bytes of its document
 * ({@link io.parley.store.RecordReader}), and free JSON stays in these bytes until it is
 * written into an answer. A new document needs nothing but its record.
 *
 * <p>
 * Reads are of the majority and from the primary, writes are journaled by the majority.
 * Lists are read by {@link io.parley.store.TeamTemplate#page}, bounded by rows, bytes and
 * the {@link io.parley.store.MemoryBudget} of the process. Its own collections are
 * {@code parley_indexes}, the names of the indexes that it made, and {@code shedLock},
 * what one instance at a time does.
 */
@NullMarked
package io.parley.store;

import org.jspecify.annotations.NullMarked;
