/**
 * What a reply must look like: reads {@code message_data_template}, in either of its two
 * dialects, and checks the message data of a session against it by one JSON Schema
 * validator. {@link io.parley.sessionmessage.template.ReplyText} reads what a human wrote
 * into what it asks for, as {@link io.parley.sessionmessage.template.AskedField} knows
 * it. What a caller wrote can take neither more than a bounded time, past which a
 * {@link io.parley.sessionmessage.template.TemplateTimeoutException} says so, nor much
 * memory. Everything else that is wrong with a template is an
 * {@link io.parley.sessionmessage.template.InvalidTemplateException}.
 */
@NullMarked
package io.parley.sessionmessage.template;

import org.jspecify.annotations.NullMarked;
