/**
 * What a reply must look like: reads {@code message_data_template}, in either of its two
 * dialects, and checks the message data of a session against it, within bounds that hold
 * whatever a caller wrote.
 */
package io.parley.sessionmessage.template;
