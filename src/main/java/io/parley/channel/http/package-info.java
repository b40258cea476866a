/**
 * Channels over HTTP: the client that connects only to addresses that were checked, and
 * the messages to webhooks and to Microsoft Teams.
 *
 * <p>
 * What somebody registers as a receiver's URL is not trusted. {@link AddressRules} say
 * which addresses are outside the network; {@link CheckedHttp} resolves a name once,
 * checks every address that came of it and connects to one of those, follows no redirect,
 * and bounds the time and the answer.
 */
@NullMarked
package io.parley.channel.http;

import org.jspecify.annotations.NullMarked;
