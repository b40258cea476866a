/**
 * Regular expressions of callers, held to what can be matched in time in proportion to
 * the text: those of templates and those of filters are read here.
 */
package io.parley.sessionmessage.pattern;
