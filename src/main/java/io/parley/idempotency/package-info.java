/**
 * A POST with an {@code Idempotency-Key} does its work once, and so does a form of a
 * page, which carries an id of its own.
 *
 * <p>
 * Collection {@code idempotency_keys}: who works on each key of a team, and the answer
 * once the work is done. Unique index {@code (team, key)}: finds the record of a key.
 * Index {@code (created_at)}, which makes the store remove what has run out, and
 * {@code (team, created_at)}, by which a sweep does so where the store does not.
 */
@NullMarked
package io.parley.idempotency;

import org.jspecify.annotations.NullMarked;
