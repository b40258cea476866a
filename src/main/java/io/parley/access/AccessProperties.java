package io.parley.access;

import java.util.Set;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may call.
 *
 * @param allowedHosts names in lower case, besides those of this machine, by which the
 * service may be called while it listens on loopback
 */
@ConfigurationProperties("parley.access")
record AccessProperties(@DefaultValue Set<String> allowedHosts) {
}
