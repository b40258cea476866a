package io.parley.sessionmessage.filter;

/**
 * How much a part of a pattern leaves open to a search that tries one way after another.
 *
 * @param ways in how many ways the part can match at one place of a text of
 * {@value #TEXT} characters
 * @param least the characters that it takes at least
 * @param most the characters that it takes at most, infinite where there is no bound
 */
record Ways(double ways, double least, double most) {

	static final int TEXT = 1000;

	private static final int GROUP = 10;

	/** A part that takes no character, such as {@code ^}. */
	static final Ways NONE = new Ways(1, 0, 0);

	/** A part that takes one character, such as {@code a}, {@code .} or {@code [a-z]}. */
	static final Ways ONE = new Ways(1, 1, 1);

	/** This part, then the other. */
	Ways then(Ways next) {
		return new Ways(this.ways * next.ways, this.least + next.least, this.most + next.most);
	}

	/** This part or the other. */
	Ways or(Ways other) {
		return new Ways(this.ways + other.ways, Math.min(this.least, other.least), Math.max(this.most, other.most));
	}

	/** This part repeated; {@code max} is infinite where there is no bound. */
	Ways times(int min, double max) {
		boolean endless = Double.isInfinite(max);
		double sum = 0;
		if (endless) {
			sum = (this.ways == 1 && this.least == this.most) ? TEXT : Double.POSITIVE_INFINITY;
		}
		for (int i = min; i <= max && !Double.isInfinite(sum) && !endless; i++) {
			sum += Math.pow(this.ways, i);
		}
		// A group that is taken in several ways is slow to take and to give back.
		sum = (this.ways > 1) ? sum * GROUP : sum;
		return new Ways(sum, this.least * min, (this.most == 0) ? 0 : this.most * max);
	}

	/** This part where the text after it leaves one way only. */
	Ways certain() {
		return new Ways(1, this.least, this.most);
	}

}
