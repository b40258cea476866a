package io.parley;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;

import io.nats.client.NKey;
import io.nats.client.support.JwtUtils;

/** An operator of NATS with one account, and users of it with credentials files. */
public final class NatsAccounts {

	private static final String ACCOUNT = """
			{"type":"account","version":2,"limits":{"subs":-1,"data":-1,"payload":-1,"imports":-1,"exports":-1,
			"wildcards":true,"conn":-1,"leaf":-1,"mem_storage":%1$d,"disk_storage":%1$d,"streams":%1$d,"consumer":%1$d}}""";

	private final SecureRandom random = new SecureRandom();

	private final NKey account;

	private final Path directory;

	private final Path configuration;

	/** An operator whose files lie in this directory. */
	public NatsAccounts(Path directory) {
		try {
			this.directory = directory;
			this.account = NKey.createAccount(this.random);
			NKey operator = NKey.createOperator(this.random);
			NKey system = NKey.createAccount(this.random);
			this.configuration = Files.writeString(directory.resolve("operator.conf"),
					"""
							operator: %s
							system_account: %s
							resolver: MEMORY
							resolver_preload: { %s: %s, %s: %s }
							""".formatted(issue(operator, operator, "{\"type\":\"operator\",\"version\":2}"),
							id(system), id(system), issue(operator, system, ACCOUNT.formatted(0)), id(this.account),
							issue(operator, this.account, ACCOUNT.formatted(-1))));
		}
		catch (GeneralSecurityException | IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** What a server is started with. */
	public Path configuration() {
		return this.configuration;
	}

	/** A credentials file for a new user. */
	public Path credentials(String name) {
		try {
			NKey user = NKey.createUser(this.random);
			String jwt = JwtUtils.issueUserJWT(this.account, id(this.account), id(user), name, Duration.ofDays(1));
			return Files.writeString(this.directory.resolve(name + ".creds"),
					JwtUtils.NATS_USER_JWT_FORMAT.formatted(jwt, new String(user.getSeed())));
		}
		catch (GeneralSecurityException | IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String issue(NKey issuer, NKey subject, String claim) throws GeneralSecurityException, IOException {
		return JwtUtils.issueJWT(issuer, id(subject), "test", null, JwtUtils.currentTimeSeconds(), id(issuer),
				() -> claim);
	}

	private static String id(NKey key) throws GeneralSecurityException, IOException {
		return new String(key.getPublicKey());
	}

}
