/**
 * Session messages: a program asks somebody, the message goes out to a channel, the reply
 * comes back, is validated and reaches the program that waits.
 *
 * <p>
 * Collection {@code session_messages}, one document for each session. Indexes, each after
 * the team: {@code session_id}, unique (one session); {@code created_at},
 * {@code updated_at}, {@code expiry_date} (lists in each order);
 * {@code status, created_at} and {@code subject_id, created_at} (the usual filters);
 * {@code ended, expiry_date} (the sweep); {@code outbox.at} (the relay).
 */
package io.parley.sessionmessage;
