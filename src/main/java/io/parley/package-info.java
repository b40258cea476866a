/**
 * The service as a whole: {@link io.parley.ParleyApplication} starts it, and each package
 * below says what it is for.
 *
 * <p>
 * In all of them what may be null is {@code @Nullable}, and the build holds the code to
 * that.
 */
@NullMarked
package io.parley;

import org.jspecify.annotations.NullMarked;
