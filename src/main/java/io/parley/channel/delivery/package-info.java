/**
 * Deliveries: how a message that was accepted reaches its receiver over a channel,
 * however often it takes, whatever is killed when.
 *
 * <p>
 * Collection {@code deliveries}, one document for each message that this service is to
 * deliver, with the message's id. Its indexes, each after the team, with the queries that
 * they serve:
 * <ul>
 * <li>{@code session_id, _id}: the deliveries of a session, and its first receipt on a
 * channel.</li>
 * <li>{@code state, _id}: the list, newest first, of one state or of all; the figures of
 * what waits and what is dead.</li>
 * <li>{@code channel_id, state, _id}: the list of a channel, of one state or of all.</li>
 * <li>{@code channel_document_id, state, moved_at}: what of a channel is open and has not
 * moved for long, for the sweep, which so reads nothing of what merely waits; the
 * channels that there are deliveries of, and what of one is open, where it was
 * deleted.</li>
 * <li>{@code channel_id, receipt.ts} of the deliveries that have one: which message it is
 * that somebody replies to in a provider's thread.</li>
 * <li>{@code session_id, receipt.ts} of the same: which messages a provider shows of a
 * session, however many went elsewhere.</li>
 * <li>{@code outbox.at} of those with a pending event: the relay.</li>
 * </ul>
 * {@code ended_at}, of all teams: the store removes what ended longer ago than
 * {@code parley.channels.keep}.
 */
@NullMarked
package io.parley.channel.delivery;

import org.jspecify.annotations.NullMarked;
