/**
 * What every endpoint has in common: problem documents, paths with and without a trailing
 * slash, limits on the body, entity tags, idempotency keys, and the OpenAPI document.
 *
 * <p>
 * Collection {@code idempotency_keys}: the first answer to each {@code Idempotency-Key}
 * of a team. Unique index {@code (team, key)}: finds the record of a key. Index
 * {@code (team, created_at)}: removes those that have run out.
 */
package io.parley.web;
