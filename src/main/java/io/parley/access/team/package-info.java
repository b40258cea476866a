/**
 * The teams that data belongs to. An admin makes, renames and deletes them; every
 * credential belongs to one.
 *
 * <p>
 * Collection {@code teams}, one document for each. Its {@code slug} is the {@code team}
 * of all that the team has; its {@code _id} tells it from a team that had the same slug
 * before, so that a credential counts only for the team that it was made for. Indexes:
 * {@code slug}, unique in all teams (one team); {@code _id} within the team (the list of
 * who sees one team only).
 *
 * <p>
 * A team is deleted in an order in which no step opens anything: it is closed, by which
 * all its credentials end at once; then these go, then what is derived of its data, then
 * the team. A service that is killed in between leaves a team that is closed, and a
 * repetition of the request finishes. Other instances may take requests for a team that
 * was closed for as long as {@link io.parley.access.team.TeamDirectory} remembers it;
 * what such a request left keeps the slug from being given out again.
 */
@NullMarked
package io.parley.access.team;

import org.jspecify.annotations.NullMarked;
