package io.parley.bench;

/**
 * What a load came to.
 *
 * @param requests how many were answered
 * @param seconds how long it took
 * @param p50 the median latency in milliseconds
 * @param p99 the latency in milliseconds that one in a hundred exceeded
 * @param errors how many were not answered, or with another status than 2xx
 */
record Load(long requests, double seconds, double p50, double p99, long errors) {

	double perSecond() {
		return this.requests / this.seconds;
	}

}
