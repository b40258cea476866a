/**
 * How often a credential may be used, and how often an address may come with one that is
 * not good.
 *
 * <p>
 * Each instance counts for itself, in memory: behind a balancer that spreads requests
 * evenly over {@code n} instances a credential gets up to {@code n} times its limit, and
 * a restart begins anew. The limits protect the service from one caller and from
 * guessing; they are no account of use.
 */
@NullMarked
package io.parley.access.limit;

import org.jspecify.annotations.NullMarked;
