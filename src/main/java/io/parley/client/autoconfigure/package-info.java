/**
 * A {@link io.parley.client.SessionClient} bean for Spring Boot applications that set
 * {@code parley.client.api-base-url}.
 */
@NullMarked
package io.parley.client.autoconfigure;

import org.jspecify.annotations.NullMarked;
