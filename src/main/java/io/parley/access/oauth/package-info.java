/**
 * OAuth2: applications, and what people let them do, by Spring Security's authorization
 * server.
 *
 * <p>
 * Secrets are stored as hashes only. What has ended is removed, so that whatever is left
 * in the store counts if its application, team and person are still the same; this is
 * looked at whenever a token is.
 *
 * <p>
 * Collection {@code oauth_applications}, one document for each. Indexes:
 * {@code client_id}, unique among all teams (an application that says who it is); the
 * team and {@code client_id} (an application of the caller's team); the team and
 * {@code _id} (the list).
 *
 * <p>
 * Collection {@code oauth_authorizations}, one document for everything that becomes of a
 * request for a person's consent, or of an exchange of client credentials: the question,
 * the code, the access and the refresh token. So every step is one write, made only if
 * nobody else made one since it was read. Indexes: {@code hashes}, unique among all teams
 * (a code, a token or the state of a question that somebody shows); the team and
 * {@code application} (what ends with it); {@code expires_at} (MongoDB removes what has
 * run out), and with the team (the sweep that does so in the embedded store).
 *
 * <p>
 * Collection {@code oauth_consents}, what each person has allowed each application.
 * Indexes: {@code application} and {@code account}, unique among all teams (one of them);
 * the team and {@code application} (what ends with it).
 */
@NullMarked
package io.parley.access.oauth;

import org.jspecify.annotations.NullMarked;
