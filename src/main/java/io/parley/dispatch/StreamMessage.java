package io.parley.dispatch;

/**
 * A message of the stream that was handed to this process.
 *
 * @param sequence its place in the stream
 * @param deliveries how often the stream has handed it to anybody, this time included
 */
public record StreamMessage(String subject, byte[] data, long sequence, long deliveries) {
}
