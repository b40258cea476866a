/**
 * Pages by key over what has ordered ids: cursors, and reading one page whatever its
 * place.
 */
package io.parley.web.page;
