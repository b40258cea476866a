/**
 * What a caller may ask of session messages: the Mongo-style filter of
 * {@code POST /sessions}, its sort and its cursor, each turned into a query that is safe
 * to send to any server of the MongoDB protocol.
 */
@NullMarked
package io.parley.sessionmessage.filter;

import org.jspecify.annotations.NullMarked;
