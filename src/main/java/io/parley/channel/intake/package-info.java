/**
 * Replies that workers outside hand in on NATS: one durable consumer of the subjects
 * {@code parley.{team}.replies} for all instances. What can never be taken is told on
 * {@code parley.{team}.replies.refused}.
 */
@NullMarked
package io.parley.channel.intake;

import org.jspecify.annotations.NullMarked;
