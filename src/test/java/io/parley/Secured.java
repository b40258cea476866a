package io.parley;

/** What the tests of a service that asks for credentials have in common. */
public final class Secured {

	/** The admin key of such a service. */
	public static final String ADMIN_KEY = "test-admin-key-0123456789abcdef0123456789abcdef";

	/**
	 * Whether every service under test asks for credentials, so that what is tested over
	 * HTTP is tested with a key.
	 */
	public static final boolean EVERYWHERE = Boolean.getBoolean("parley.test.secured");

	private Secured() {
	}

	/** The header of the admin key, as {@link Api} takes it. */
	public static String[] admin() {
		return new String[] { "X-api-key", ADMIN_KEY };
	}

	/** The headers of the admin key for another team. */
	public static String[] admin(String team) {
		return new String[] { "X-api-key", ADMIN_KEY, "X-Parley-Team", team };
	}

	/** The header of a key. */
	public static String[] key(String key) {
		return new String[] { "X-api-key", key };
	}

}
