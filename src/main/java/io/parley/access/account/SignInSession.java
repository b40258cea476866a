package io.parley.access.account;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.parley.store.Sha256;
import org.jspecify.annotations.Nullable;

import org.springframework.session.Session;
import org.springframework.util.Assert;

/**
 * The HTTP session of a browser that is signed in, for the time of one request. Its
 * attributes are texts and these three alone, so that nothing that comes from the store
 * ever becomes an object.
 */
class SignInSession implements Session {

	static final String TEAM = "team";

	static final String ACCOUNT = "account";

	static final String CREDENTIAL_VERSION = "credential_version";

	private static final Set<String> NAMES = Set.of(TEAM, ACCOUNT, CREDENTIAL_VERSION);

	private static final int ID_BYTES = 32;

	private static final SecureRandom RANDOM = new SecureRandom();

	private final Map<String, String> attributes = new TreeMap<>();

	private final Instant createdAt;

	private final Instant end;

	private final Duration idle;

	private String id;

	private Instant lastUsedAt;

	/** What is stored of it, or null. */
	private @Nullable SignIn stored;

	/** A new one, which is not stored yet. */
	SignInSession(Instant now, AccountProperties properties) {
		this.id = newId();
		this.createdAt = now;
		this.lastUsedAt = now;
		this.idle = properties.idle();
		this.end = now.plus(properties.lifetime());
	}

	/** One that is stored. */
	SignInSession(String id, SignIn stored, AccountProperties properties) {
		this(stored.createdAt(), properties);
		this.id = id;
		this.lastUsedAt = stored.lastUsedAt();
		stored(stored);
		this.attributes.put(TEAM, stored.team());
		this.attributes.put(ACCOUNT, stored.account());
		this.attributes.put(CREDENTIAL_VERSION, stored.credentialVersion());
	}

	private static String newId() {
		byte[] id = new byte[ID_BYTES];
		RANDOM.nextBytes(id);
		return HexFormat.of().formatHex(id);
	}

	/** What stands in the store for a session id. */
	static String hash(String id) {
		return Sha256.hex(id);
	}

	/** What is stored of it; null where nothing is. */
	@Nullable SignIn stored() {
		return this.stored;
	}

	final void stored(SignIn stored) {
		this.stored = stored;
	}

	/** As it is to be stored. */
	SignIn current() {
		Instant unused = this.lastUsedAt.plus(this.idle);
		return new SignIn(hash(this.id), kept(TEAM), kept(ACCOUNT), kept(CREDENTIAL_VERSION), this.createdAt,
				this.lastUsedAt, unused.isBefore(this.end) ? unused : this.end);
	}

	private String kept(String name) {
		String value = this.attributes.get(name);
		if (value == null) {
			throw new IllegalStateException("Only a sign-in makes a session");
		}
		return value;
	}

	@Override
	public String getId() {
		return this.id;
	}

	@Override
	public String changeSessionId() {
		this.id = newId();
		return this.id;
	}

	@Override
	@SuppressWarnings("unchecked")
	public <T> @Nullable T getAttribute(String name) {
		return (T) this.attributes.get(name);
	}

	@Override
	public Set<String> getAttributeNames() {
		return Set.copyOf(this.attributes.keySet());
	}

	@Override
	public void setAttribute(String name, Object value) {
		Assert.isTrue(NAMES.contains(name) && value instanceof String, "A sign-in keeps no other attributes");
		this.attributes.put(name, (String) value);
	}

	@Override
	public void removeAttribute(String name) {
		Assert.isTrue(!NAMES.contains(name), "A sign-in keeps its attributes");
	}

	@Override
	public Instant getCreationTime() {
		return this.createdAt;
	}

	@Override
	public void setLastAccessedTime(Instant now) {
		this.lastUsedAt = now;
	}

	@Override
	public Instant getLastAccessedTime() {
		return this.lastUsedAt;
	}

	@Override
	public void setMaxInactiveInterval(Duration interval) {
		throw new UnsupportedOperationException("How long a sign-in lasts is a property of the service");
	}

	@Override
	public Duration getMaxInactiveInterval() {
		return this.idle;
	}

	@Override
	public boolean isExpired() {
		return false;
	}

}
