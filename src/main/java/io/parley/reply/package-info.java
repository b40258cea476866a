/**
 * The page on which a human replies, and its link. The link is the credential: it is
 * signed, names one session and one message, and serves until the session has ended.
 *
 * <p>
 * The page shows the message that the link was in, which
 * {@link io.parley.reply.AskedMessages} finds, and a form that
 * {@link io.parley.reply.ReplyForm} makes of the template; the console shows the same
 * form: {@link io.parley.reply.TypedReply}. What is typed is sent as a form that names
 * each control by the JSON pointer of its field, is read into a reply, is checked as
 * {@code POST /webhook/validate_response} does and only then handed in as
 * {@code POST /channels/response} does: a mistake costs no attempt. The id of the form is
 * the {@code reply_id}, so that a form that is sent twice is answered as the first time.
 * Nobody counts wrong links: a token has a signature of 256 bits, which no number of
 * guesses finds.
 *
 * <p>
 * Collection {@code reply_link_keys}: one document with the key that links are signed
 * with where no {@code PARLEY_SECRET_KEY} is set.
 */
@NullMarked
package io.parley.reply;

import org.jspecify.annotations.NullMarked;
