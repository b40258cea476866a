/**
 * Messages between users and bots: what each sent and received, their conversations and
 * threads, and the names that threads show.
 *
 * <p>
 * Collection {@code messages}, one document for each message; {@code _id} is in the order
 * in which messages were accepted. Its indexes, each after the team, with the queries
 * that need them and what they cost for a message with <i>r</i> recipients:
 * <ul>
 * <li>{@code participants, _id}: a participant's list, around a message, other groupings;
 * <i>r</i> + 1 entries</li>
 * <li>{@code pairs, _id}: a conversation and its removal; <i>r</i> entries</li>
 * <li>{@code thread, _id}: the newest message of a thread after one was taken out of it;
 * 1 entry</li>
 * <li>{@code filings.thread}: what a thread has still to count, and what any has; 1
 * entry, gone once it is counted</li>
 * <li>{@code filings.participants}: what all threads of a participant have still to
 * count; <i>r</i> + 1 entries, gone once they are counted</li>
 * <li>{@code deleted_at}: the places of deleted messages; only in these</li>
 * <li>{@code outbox.at}: the relay; 1 entry, gone once NATS has the events</li>
 * </ul>
 * A message to one bot so makes 5 entries that stay, that of {@code _id} among them, and
 * 4 that go. It is written three times: when it is sent, when NATS has its events, and
 * when its thread has counted it; the later two cost the embedded store about a sixth of
 * the first each.
 *
 * <p>
 * Collection {@code threads}, one document for each set of participants that has
 * messages, with their count and the newest: {@code thread}, unique (one thread, or all
 * of a round of counting); {@code participants, newest} (a participant's threads, newest
 * first).
 *
 * <p>
 * Collection {@code participants}, the names of one participant: {@code participant},
 * unique (one, or all of a page).
 *
 * <p>
 * Guarantees: a message and its events are one write, as are a change of a message and
 * what threads have to count of it. A list shows what was acknowledged before it was
 * asked for, threads and their counts too. Every list ends where the bytes of a page do
 * and leads on; what one request removes, groups or counts is bounded in time, with a 503
 * past it.
 */
@NullMarked
package io.parley.message;

import org.jspecify.annotations.NullMarked;
