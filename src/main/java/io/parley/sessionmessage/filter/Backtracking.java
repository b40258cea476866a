package io.parley.sessionmessage.filter;

/**
 * How much a part of a pattern leaves open to a search that tries one path after another,
 * as those of PCRE and {@code java.util.regex} do.
 *
 * @param paths on how many paths the part can match at one place of a text of
 * {@value #TEXT} characters
 * @param least the characters that it takes at least
 * @param most the characters that it takes at most, infinite where there is no bound
 */
record Backtracking(double paths, double least, double most) {

	static final int TEXT = 1000;

	/** A part that takes no character, such as {@code ^}. */
	static final Backtracking NONE = new Backtracking(1, 0, 0);

	/** A part that takes one character, such as {@code a}, {@code .} or {@code [a-z]}. */
	static final Backtracking ONE = new Backtracking(1, 1, 1);

	/** What a group that has several paths costs more, to take and to give back. */
	private static final int GROUP = 10;

	/** This part, then the other. */
	Backtracking then(Backtracking next) {
		return new Backtracking(this.paths * next.paths, this.least + next.least, this.most + next.most);
	}

	/** This part or the other. */
	Backtracking or(Backtracking other) {
		return new Backtracking(this.paths + other.paths, Math.min(this.least, other.least),
				Math.max(this.most, other.most));
	}

	/** This part repeated; {@code max} is infinite where there is no bound. */
	Backtracking times(int min, double max) {
		double sum = 0;
		if (Double.isInfinite(max)) {
			sum = (this.paths == 1 && this.least == this.most) ? TEXT : Double.POSITIVE_INFINITY;
		}
		else {
			for (int i = min; i <= max && !Double.isInfinite(sum); i++) {
				sum += Math.pow(this.paths, i);
			}
		}
		return new Backtracking((this.paths > 1) ? sum * GROUP : sum, this.least * min,
				(this.most == 0) ? 0 : this.most * max);
	}

	/** This part where the text after it leaves one path only. */
	Backtracking certain() {
		return new Backtracking(1, this.least, this.most);
	}

}
