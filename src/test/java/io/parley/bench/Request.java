package io.parley.bench;

/**
 * A request of a scenario. In its path and body <code>{n}</code> stands for a number that
 * rises with each request, <code>{i}</code> for one of {@code of} that are all taken
 * equally often, and <code>{run}</code> for what no other run has.
 *
 * @param body what is sent as JSON, or nothing where it is empty
 */
record Request(String method, String path, String body, int of) {

	/** Spreads numbers that follow each other; has no divisor with any size. */
	private static final long SPREAD = 7919;

	static Request get(String path, int of) {
		return new Request("GET", path, "", of);
	}

	static Request post(String path, String body, int of) {
		return new Request("POST", path, body, of);
	}

	/** The request whose number is n. */
	Request at(long n, String run) {
		return new Request(this.method, fill(this.path, n, run), fill(this.body, n, run), this.of);
	}

	/** One of {@code of}, as <code>{i}</code> is. */
	static int spread(long n, int of) {
		return (int) (n * SPREAD % of);
	}

	private String fill(String text, long n, String run) {
		return text.replace("{run}", run)
			.replace("{n}", String.valueOf(n))
			.replace("{i}", String.valueOf(spread(n, this.of)));
	}

}
