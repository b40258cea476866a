/**
 * How fast the service is and what it costs, measured from outside: the program behind
 * {@code bench/speed}. Service, store and NATS are processes of their own, so that the
 * processor time of each is known, and each scenario is also done by the bare driver, on
 * the same store in the same run.
 *
 * <p>
 * And whether several services on one store get along: behind one address, while one dies
 * ({@code bench/cluster}), and of two versions ({@code bench/two-versions}).
 */
package io.parley.bench;
