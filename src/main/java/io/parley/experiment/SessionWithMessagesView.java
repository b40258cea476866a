package io.parley.experiment;

import java.util.Iterator;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * A session with its messages, which come last so that they can be written while they are
 * read.
 */
record SessionWithMessagesView(@JsonUnwrapped ExperimentSessionView session, Iterator<MessageView> messages) {
}
