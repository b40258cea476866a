/**
 * What templates and filters have in common as input of callers: regular expressions,
 * held to those that take time in proportion to the text, and how a refusal is told.
 */
@NullMarked
package io.parley.sessionmessage.input;

import org.jspecify.annotations.NullMarked;
