/**
 * Pages by key over what has ordered ids: cursors, and reading one page whatever its
 * place.
 */
@NullMarked
package io.parley.web.page;

import org.jspecify.annotations.NullMarked;
