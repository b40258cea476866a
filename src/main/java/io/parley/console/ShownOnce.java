package io.parley.console;

/**
 * A value on the page that shows a secret.
 *
 * @param id of its element
 */
record ShownOnce(String id, String label, String value) {

	/** Without the value. */
	@Override
	public String toString() {
		return "ShownOnce[" + this.id + "]";
	}

}
