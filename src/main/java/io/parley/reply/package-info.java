/**
 * How a human reaches the page on which to reply: its link, and who may follow it.
 *
 * <p>
 * Collection {@code reply_link_keys}: one document with the key that links are signed
 * with where no {@code PARLEY_SECRET_KEY} is set.
 */
package io.parley.reply;
