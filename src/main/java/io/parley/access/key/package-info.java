/**
 * API keys, which programs call with, and embed keys, which pages of other sites carry.
 *
 * <p>
 * Collection {@code api_keys}, one document for each; of the key itself only its SHA-256,
 * which says nothing of 256 random bits. Indexes: {@code hash}, unique in all teams (a
 * request's key, before its team is known); {@code allowed_origins} in all teams (a
 * browser's question before a page calls); {@code team_id, _id} (the list, and those of a
 * team that is deleted).
 *
 * <p>
 * A key is looked up by one indexed read and then remembered for three seconds, so that
 * one that was deleted ends within that time on every instance and at once on the one
 * that did it. Whether its team is still there is asked each time, of
 * {@link io.parley.access.team.TeamDirectory}. Keys that nobody has are not remembered: a
 * checksum in the key refuses what was mistyped without a read, and
 * {@code io.parley.access.limit} whoever tries again and again.
 */
@NullMarked
package io.parley.access.key;

import org.jspecify.annotations.NullMarked;
