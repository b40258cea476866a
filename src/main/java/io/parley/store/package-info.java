/**
 * The store: free JSON in its stored form, the team that every document belongs to,
 * declared indexes, ids, and the embedded MongoDB-compatible store of a service that was
 * given no other.
 *
 * <p>
 * Features reach the database only through {@link io.parley.store.TeamTemplate}, which
 * adds the team to every query and every insert. Each feature declares its collections
 * and indexes as {@link io.parley.store.CollectionIndexes} beans, and each names in its
 * own {@code package-info} the query that an index serves.
 */
package io.parley.store;
