package io.parley.store;

import java.util.List;

/**
 * The teams that data belongs to. One implementation knows both whose request this is and
 * who there is, so that a way of naming a team can not be added without the sweeps that
 * go through every team seeing it.
 */
public interface Teams {

	/**
	 * The team of the request at hand, from its credential; never blank.
	 * @throws IllegalStateException where there is no request, or one without a
	 * credential that has a team, and the service asks for credentials
	 */
	String current();

	/** What people call a team; what it is called here where it has no other name. */
	String nameOf(String team);

	/** Every team that may have data, for work that is done for all of them. */
	List<String> all();

}
