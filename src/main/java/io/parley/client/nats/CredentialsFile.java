package io.parley.client.nats;

import java.nio.file.Files;
import java.nio.file.Path;

import io.nats.client.AuthHandler;
import io.nats.client.Nats;

/** A credentials file of NATS: the JWT and the seed of a user. */
public final class CredentialsFile {

	private CredentialsFile() {
	}

	/**
	 * What answers a server's challenge with the file's key; it reads the file again for
	 * each connection.
	 * @throws IllegalArgumentException if it cannot be read or holds something else; the
	 * message goes on after the name of a setting and shows nothing of the content
	 */
	public static AuthHandler handler(Path file) {
		if (!Files.isReadable(file) || Files.isDirectory(file)) {
			throw new IllegalArgumentException("is " + file + ", and there is no such file that can be read");
		}
		AuthHandler handler = Nats.credentials(file.toString());
		try {
			if (handler.getJWT().length > 0 && handler.getID()[0] == 'U') {
				return handler;
			}
		}
		catch (IllegalStateException ex) {
			// It holds no seed; what it does hold is nothing to tell.
		}
		throw new IllegalArgumentException(
				"is " + file + ", which is no credentials file of NATS: it has to hold the JWT"
						+ " and the seed of a user, as `nsc generate creds` writes them");
	}

}
