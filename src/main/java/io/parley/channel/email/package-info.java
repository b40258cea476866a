/**
 * Channels by e-mail, over the SMTP server that {@code spring.mail} names. The mail
 * library blocks and holds locks meanwhile: mails are written and sent in a bounded
 * number of threads of the platform.
 */
@NullMarked
package io.parley.channel.email;

import org.jspecify.annotations.NullMarked;
