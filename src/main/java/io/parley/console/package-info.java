/**
 * The console: pages on which people see and do what their scopes allow in their team. On
 * top of all features, whose public services it uses; it stores nothing of its own. Who
 * may open which page is said where it is of every operation, in
 * {@code io.parley.access}.
 */
package io.parley.console;
