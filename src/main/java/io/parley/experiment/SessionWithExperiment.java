package io.parley.experiment;

/**
 * A session and its experiment as it is now.
 */
record SessionWithExperiment(ExperimentSession session, Experiment experiment) {

	/**
	 * The opaque entity tag of both together: the session's, and where the experiment has
	 * been changed, which change is shown. A change of the session that is conditional on
	 * it depends on the session alone.
	 */
	String tag() {
		long change = this.experiment.version();
		return this.session.tag() + ((change > 0) ? "." + change : "");
	}

}
