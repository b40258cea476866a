/**
 * What the pages that people use have in common: the headers that keep them safe, how
 * problems are shown, and how times and data are written in them. Their layout is the
 * template {@code layout}, their only stylesheet {@code assets/parley.css}.
 */
@NullMarked
package io.parley.web.html;

import org.jspecify.annotations.NullMarked;
