/**
 * The console: pages on which people see and do what their scopes allow in their team. On
 * top of all features, whose public services it uses; it stores nothing of its own. Who
 * may open which page is said where it is of every operation, in
 * {@code io.parley.access}.
 *
 * <p>
 * The inbox and the page of a session show by themselves what is new: each has a
 * connection to {@code /console/events}, which says that something came and nothing else,
 * and asks again for its own address.
 */
@NullMarked
package io.parley.console;

import org.jspecify.annotations.NullMarked;
