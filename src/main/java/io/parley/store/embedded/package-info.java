/**
 * The store that needs no server: the MongoDB wire protocol, spoken on loopback by this
 * process itself, over one file that survives {@code kill -9} at any moment.
 */
@NullMarked
package io.parley.store.embedded;

import org.jspecify.annotations.NullMarked;
