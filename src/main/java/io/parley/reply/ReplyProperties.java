package io.parley.reply;

import jakarta.validation.constraints.Pattern;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where people and programs outside reach this service.
 *
 * @param publicUrl the address of the service as it is written into messages, for the
 * link to the page on which a human replies and for the URL at which a program hands in a
 * reply
 */
@Validated
@ConfigurationProperties("parley")
record ReplyProperties(@DefaultValue("http://localhost:8000") @Pattern(regexp = "https?://[^\\s/?#@]+(/[^\\s?#]*)?",
		message = "must be an http or https URL without user, query and fragment") String publicUrl) {
}
