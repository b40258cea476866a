package io.parley.access;

import java.util.Set;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may call.
 *
 * @param allowedHosts names, besides {@code localhost} and the address that a connection
 * was made to, by which the service may be called while no credential is asked; without
 * ports
 */
@ConfigurationProperties("parley.access")
record AccessProperties(@DefaultValue Set<String> allowedHosts) {
}
