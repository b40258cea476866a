/**
 * Accounts of people, the sign-in of their browsers, and the look of the pages that this
 * takes.
 *
 * <p>
 * Collection {@code accounts}, one document for each. Indexes: {@code username}, unique
 * in a team (one account of a team); {@code username} in all teams (whoever signs in may
 * leave out the team, and gives no team before that); {@code _id} (the list, in the order
 * of creation).
 *
 * <p>
 * Collection {@code sign_ins}, one document for each browser that is signed in, by the
 * SHA-256 of the session id in its cookie, which is not stored. Indexes: {@code account}
 * (the sign-ins that a new password ends); {@code ends_at} (the sweep of those that have
 * run out, and MongoDB's own removal of them).
 */
@NullMarked
package io.parley.access.account;

import org.jspecify.annotations.NullMarked;
