/**
 * Slack, by its Web API and its call-backs: a message goes out in blocks with buttons
 * where the template allows a choice, a reply in its thread or a button comes back, and
 * the message is rewritten once its session has ended.
 *
 * <p>
 * Text of callers is shown as plain text and never read as Slack's markup; what is markup
 * is made here from ids and URLs of this service.
 *
 * <p>
 * What a human does in Slack is about a message by the ids that its button or its
 * metadata have, or by the thread that the receipt of its delivery names. A message that
 * was posted twice, since a crash came before that was recorded, is one message.
 */
@NullMarked
package io.parley.channel.slack;

import org.jspecify.annotations.NullMarked;
