/**
 * Channels by e-mail, over the SMTP server that {@code spring.mail} names.
 */
package io.parley.channel.email;
