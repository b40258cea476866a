/**
 * What the pages that people use have in common: the headers that keep them safe, how
 * problems are shown, and how times and data are written in them. Their layout is the
 * template {@code layout}, their only stylesheet {@code assets/parley.css}.
 */
package io.parley.web.html;
