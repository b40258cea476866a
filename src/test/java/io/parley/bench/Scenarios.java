package io.parley.bench;

import java.util.List;

/**
 * The scenarios of a feature, on documents that are filled in past HTTP. What is filled
 * in is what the service itself has written: it is asked for some documents over HTTP,
 * and once their events are out these are read from the store and copied, but for ids,
 * times and texts.
 */
interface Scenarios {

	/** What all of them are called. */
	List<String> names();

	/** Has the service write what is copied. */
	void prepare();

	/** Sees to it that there are so many documents. */
	void fill(int size) throws InterruptedException;

	/** What is measured on so many documents. */
	List<Scenario> on(int size);

}
