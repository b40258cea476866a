/**
 * Channels: how the message of a session reaches a human, and how the answer comes back.
 * On top of session messages, which it uses and which do not know it.
 *
 * <p>
 * Collection {@code channels}, one document for each registered channel. Its indexes,
 * each after the team:
 * <ul>
 * <li>{@code channel_id}, unique: get, change, delete, and whether a message that is sent
 * is delivered by this service.</li>
 * <li>{@code _id}: the list, and what each instance reads every second to know of
 * changes.</li>
 * </ul>
 */
@NullMarked
package io.parley.channel;

import org.jspecify.annotations.NullMarked;
