/**
 * What a caller's program embeds to ask a human and wait:
 * {@link io.parley.client.SessionClient}, its asynchronous form, and the exceptions that
 * they throw.
 *
 * <p>
 * The package is an artifact of its own ({@code io.parley:parley-client}) and depends on
 * the JDK, jnats and jackson-databind alone: on nothing of the service, with which it
 * shares only what goes over the wire.
 */
@NullMarked
package io.parley.client;

import org.jspecify.annotations.NullMarked;
