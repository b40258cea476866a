/**
 * Session messages: a program asks somebody, the message goes out to a channel, the reply
 * comes back, is validated and reaches the program that waits.
 *
 * <p>
 * Collection {@code session_messages}, one document for each session. Its indexes, each
 * after the team, with the queries that they serve:
 * <ul>
 * <li>{@code session_id}, unique: get, update, delete, send, reply; a filter by
 * {@code session_id}.</li>
 * <li>{@code created_at, _id}: a query without a sort of its own, whatever its
 * filter.</li>
 * <li>{@code updated_at, _id} and {@code expiry_date, _id}: a query sorted by these. The
 * first is the dearest index: every change of a session moves its entry.</li>
 * <li>{@code status, created_at, _id}: a query by status, oldest first. An entry moves
 * with the status.</li>
 * <li>{@code subject_id}, {@code reception_channel_id} and {@code dsl_execution_id}, each
 * with {@code created_at, _id}: a query by one of them, oldest first. Each has only the
 * sessions that give the field, so that others cost nothing.</li>
 * <li>{@code ended, created_at, _id} of the sessions that have not ended: the list of
 * what is open, newest or oldest first, which so reads nothing of what has ended.</li>
 * <li>{@code ended, subject_id, created_at, _id} and
 * {@code ended, reception_channel_id, created_at, _id} of those that have not ended and
 * give the field: the same list of one subject or channel.</li>
 * <li>{@code ended, expiry_date, _id} of the sessions that have not ended and have an
 * expiry: the sweep, and the list of what expires next. A session without an expiry costs
 * nothing.</li>
 * <li>{@code outbox.at} of the sessions with pending events: the relay.</li>
 * </ul>
 * What went out and came back is kept in the document, without an index:
 * {@code on_invalid}, {@code retries_left} and {@code attempts} of a session whose human
 * may try again; {@code answers}, by which a reply that is handed in again is recognised
 * in the write that takes it; {@code last_messages}, by which each message to a channel
 * names the one before it. Each list has at most 32 entries. A message is found by who
 * delivers it in its event; {@link io.parley.sessionmessage.OutboundChannels} is only
 * told sooner.
 *
 * <p>
 * A session that gives nothing but its id has seven index entries, that of {@code _id}
 * among them, and one more while its event is pending; one that gives all has thirteen. A
 * change of its status moves two, and its end takes away those of what is open: one to
 * four. The embedded store keeps them all: there an insert takes 0.24 ms of processor
 * with the unique index alone and 0.51 with all, so each costs about a twentieth of it.
 *
 * <p>
 * None can be left out. Each of the first eight serves a query or a sort that callers may
 * ask for on its own. Those of what is open serve the pages of the console: without them
 * such a page reads past whatever has ended, of the team, the subject or the channel,
 * which is more every day.
 *
 * <p>
 * The figures of a day are counts over {@code created_at, _id}, {@code ended, created_at}
 * and {@code status, created_at}, bounded by the day, and read no session; the times to
 * reply are read over the last, of the newest thousand. The embedded store counts in such
 * an index without reading its entries.
 *
 * <p>
 * What has ended is listed in the order of {@code created_at}, or by its status, subject
 * or channel; where none is given, what is open and lies in between is read past.
 */
@NullMarked
package io.parley.sessionmessage;

import org.jspecify.annotations.NullMarked;
