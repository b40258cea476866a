/**
 * Experiments and their sessions: conversations that a chatbot platform or a data
 * pipeline records, tags, lists and ends.
 *
 * <p>
 * Every index begins with the team.
 *
 * <p>
 * Collection {@code experiments}, one document for each. Indexes: {@code experiment_id},
 * unique (one experiment); {@code _id} (the list, in the order of creation).
 *
 * <p>
 * Collection {@code experiment_sessions}, one document for each session, without its
 * messages. {@code _id} is in the order of creation and what every list is sorted and
 * paged by; {@code session_id} is the public id. Indexes: {@code session_id}, unique (one
 * session); {@code _id} (the list without a filter); {@code _id} after each of
 * {@code experiment.experiment_id}, {@code status}, {@code participant.identifier},
 * {@code tags} and {@code experiment.version_number} (the list with that filter), and
 * after the experiment with each of the others (the usual pairs); {@code outbox.at} (the
 * relay). With more filters than an index has, the store reads along the best one in the
 * order of the page and leaves out what does not match. With several tags or versions it
 * merges one stretch of the index for each. The {@code count} of a first page reads every
 * index entry that matches.
 *
 * <p>
 * Collection {@code experiment_messages}, one document for the messages of one request,
 * see {@link io.parley.experiment.MessageAppender}. Indexes: {@code session, position},
 * unique (a stretch of a conversation in order; one batch at one place);
 * {@code pending_since}, where there is one (the sweep of what a killed service left).
 */
package io.parley.experiment;
