/**
 * The outbox and its relay: how an event that was written with a change reaches NATS,
 * whatever is killed when. The only package of the service that sees jnats.
 *
 * <p>
 * A document that publishes events has an array {@code outbox}; a change pushes its event
 * in the same single-document write. The {@link io.parley.dispatch.Relay} publishes a
 * document's events in order, each with a {@code Nats-Msg-Id}, and takes from the outbox
 * what NATS has confirmed. Delivery is at least once; JetStream drops what comes twice
 * within its duplicate window, so a consumer sees each event once.
 */
package io.parley.dispatch;
