/**
 * The service as a whole: {@link io.parley.ParleyApplication} starts it, and each package
 * below says what it is for.
 *
 * <p>
 * In all of them what may be null is {@code @Nullable}, and the build refuses code that
 * takes such a value for granted. What is filled in past the code, by Spring, Jackson or
 * the store, the build does not see.
 */
@NullMarked
package io.parley;

import org.jspecify.annotations.NullMarked;
