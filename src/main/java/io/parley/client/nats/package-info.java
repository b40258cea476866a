/**
 * How NATS is connected to: addresses, and TLS that holds a server to its name. Used by
 * the session client and by the service alike; a program that embeds the client has no
 * use for it.
 */
@NullMarked
package io.parley.client.nats;

import org.jspecify.annotations.NullMarked;
