/**
 * The record of who made, changed and ended keys, accounts, applications, teams and
 * channels, and of sign-ins that failed.
 *
 * <p>
 * Collection {@code audit}, one document for each action. An entry is written before what
 * it tells of is done, and taken back where that was refused: a service that is killed in
 * between leaves an entry of what was not done, never a change without one. Entries are
 * kept for {@code parley.audit.age}, also when their team is deleted; a team that gets
 * the same slug later does not see them, since each has the id of its team. Indexes:
 * {@code team_id, _id} (the list); {@code created_at} in all teams (by which the store
 * removes what is old, and the sweep of the embedded store, which removes nothing by
 * itself).
 */
@NullMarked
package io.parley.access.audit;

import org.jspecify.annotations.NullMarked;
