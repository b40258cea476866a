/**
 * Experiments and their sessions: runs of chatbots that a chatbot platform or a data
 * pipeline records, tags, lists and ends.
 *
 * <p>
 * Every index begins with the team. What one costs is said as the entries that are
 * written for a session: each is one more write to a tree of keys.
 *
 * <p>
 * Collection {@code experiments}, one document for each. Indexes, written once for an
 * experiment: {@code experiment_id}, unique (one experiment, and those of a page of
 * sessions at once); {@code _id} (the list, in the order of creation).
 *
 * <p>
 * Collection {@code experiment_sessions}, one document for each session, without its
 * messages. {@code _id} is in the order of creation and what every list is sorted and
 * paged by; {@code session_id} is the public id. Indexes:
 * <ul>
 * <li>{@code session_id}, unique: one session. One entry.</li>
 * <li>{@code _id}: the list without a filter, and with {@code versions} alone, which mean
 * little across experiments. One entry.</li>
 * <li>{@code experiment.experiment_id, _id}: the list of an experiment. One entry.</li>
 * <li>{@code participant.identifier, _id}: the list of a participant, also within an
 * experiment: nobody takes part in so many that the others would be many to leave out.
 * One entry.</li>
 * <li>{@code status, _id}: the list by status. One entry, moved at the end.</li>
 * <li>{@code tags, _id}: the list by tags. One entry for each tag, or one for none.</li>
 * <li>the experiment, {@code status, _id} and the experiment, {@code tags, _id}: the same
 * lists within an experiment, where neither index alone would keep the store from reading
 * all of a large experiment for a few. As many entries as those.</li>
 * <li>the experiment, {@code experiment.version_number, _id}: the sessions of some
 * versions of an experiment. One entry.</li>
 * <li>{@code outbox.at}, where there is one: the relay. One entry while an event
 * waits.</li>
 * </ul>
 * With more filters than an index has, the store reads along the best one in the order of
 * the page and leaves out what does not match. With several tags or versions MongoDB
 * merges one stretch of the index for each in that order, and ends, as any page does,
 * when the page is full: up to 100 stretches can be named, so a page of {@code n} touches
 * no more than {@code 100 + n} entries that match; the embedded store reads all that
 * match and sorts them, keeping {@code n}. The {@code count} of a first page reads no
 * more than {@code parley.experiments.max-count} and one that match.
 *
 * <p>
 * Collection {@code experiment_messages}, one document for the messages of one request,
 * see {@link io.parley.experiment.MessageAppender}. Indexes: {@code session, position},
 * unique (a stretch of a transcript in order; one batch at one place);
 * {@code pending_since}, where there is one (the sweep of what a killed service left; an
 * entry for the first hour of a session that was created with messages).
 */
@NullMarked
package io.parley.experiment;

import org.jspecify.annotations.NullMarked;
