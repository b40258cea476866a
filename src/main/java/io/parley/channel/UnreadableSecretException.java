package io.parley.channel;

/**
 * A secret of a channel cannot be decrypted. The message is a sentence for who runs the
 * service, and shows nothing of the secret.
 */
public class UnreadableSecretException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	UnreadableSecretException(String channelId, String field, String reason) {
		super("%s of channel %s cannot be decrypted: %s".formatted(field, channelId, reason));
	}

}
