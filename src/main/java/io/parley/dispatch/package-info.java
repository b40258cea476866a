/**
 * The outbox and its relay: how an event that was written with a change reaches NATS,
 * whatever is killed when. The only package of the service that sees jnats.
 *
 * <p>
 * A document that publishes events has an array {@code outbox}; a change pushes its event
 * in the same single-document write ({@link io.parley.dispatch.Outbox}). The
 * {@link io.parley.dispatch.Relay} publishes the events of many documents at once, those
 * of one document in order, each with a {@code Nats-Msg-Id}, and takes from the outboxes
 * in bulk what NATS has confirmed. Delivery is at least once; JetStream drops what comes
 * twice within its duplicate window, so a consumer sees each event once. A reply goes to
 * its core subject once, whatever the stream does.
 *
 * <p>
 * What a crash leads to:
 * <ul>
 * <li>after the write, before NATS has the event: the sweep of any instance publishes it
 * three seconds later, to its core subject ten seconds later;
 * <li>after NATS has it, before it is taken out: it is published again, the stream drops
 * it, and its core subject may get it twice;
 * <li>of the store's primary, after an event was taken out: the same;
 * <li>between parking an event and taking it out: it is parked once all the same;
 * <li>of an instance that has leased documents: others lease them 30 seconds later;
 * <li>of NATS: what it has not confirmed is published again when it is back.
 * </ul>
 *
 * <p>
 * {@link io.parley.dispatch.StreamConsumers} hands the stream's messages to durable
 * consumers that all instances share, each until somebody says that it is done with: at
 * least once, to one instance at a time for as long as that renews it. A crash of an
 * instance, or of NATS, leads to the same message again after the ack wait.
 *
 * <p>
 * {@link io.parley.dispatch.EventFeed} tells people's pages that something came of the
 * sessions of their team, and {@link io.parley.dispatch.EventHistory} reads back what the
 * stream still has of one document; neither promises anything.
 *
 * <p>
 * Fields of a document with an outbox: {@code outbox}, an array of {@code event_id},
 * {@code at}, {@code subjects}, {@code payload}, {@code core_subject}, {@code writer}.
 * Its index {@code (team, outbox.at)} holds only documents with an event.
 *
 * <p>
 * Collection {@code outbox_leases}: which documents an instance has leased, a page of
 * them with one write, until when. {@code (team, source, number)}, unique: all of a
 * collection, of which whoever leases more has the next number. They are of no team.
 *
 * <p>
 * Collection {@code parked_events}: events that NATS never takes. {@code (team, document,
 * event_id)} parks each once and answers whether it is; {@code (team, _id)} lists them.
 * One that is to be sent again leaves its team, as a deleted document does, with the
 * event in an outbox of its own.
 */
@NullMarked
package io.parley.dispatch;

import org.jspecify.annotations.NullMarked;
