/**
 * A {@link io.parley.client.SessionClient} bean for Spring Boot applications that set
 * {@code parley.client.api-base-url}.
 */
package io.parley.client.autoconfigure;
