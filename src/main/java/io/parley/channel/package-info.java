/**
 * Channels: how the message of a session reaches a human, and how the answer comes back.
 * On top of session messages, which it uses and which do not know it.
 */
package io.parley.channel;
