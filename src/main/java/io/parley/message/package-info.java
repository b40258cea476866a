/**
 * Messages between users and bots: what each sent and received, their conversations and
 * threads, and the names that threads show.
 *
 * <p>
 * Collection {@code messages}, one document for each message; {@code _id} is in the order
 * in which messages were accepted. Indexes, each after the team:
 * {@code participants, _id} (a participant's list, around a message, other groupings);
 * {@code pairs, _id} (a conversation); {@code thread, _id} (the newest message of a
 * thread, after one was taken out of it); {@code filings.thread} and
 * {@code filings.participants} (what threads have still to count, only while there is
 * something); {@code deleted_at} (the places of deleted messages); {@code outbox.at} (the
 * relay).
 *
 * <p>
 * Collection {@code threads}, one document for each set of participants that has
 * messages, with their count and the newest: {@code thread}, unique (one thread);
 * {@code participants, newest} (a participant's threads, newest first).
 *
 * <p>
 * Collection {@code participants}, the names of one participant: {@code participant},
 * unique (one, or all of a page).
 */
package io.parley.message;
