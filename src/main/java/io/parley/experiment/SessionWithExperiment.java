package io.parley.experiment;

/**
 * A session and its experiment as it is now.
 *
 * @param teamName what people call its team now
 */
record SessionWithExperiment(ExperimentSession session, Experiment experiment, String teamName) {

	/**
	 * The opaque entity tag of all together: the session's, and where the experiment has
	 * been changed or the team named, which change and name are shown. A change of the
	 * session that is conditional on it depends on the session alone.
	 */
	String tag() {
		long change = this.experiment.version();
		boolean named = !this.teamName.equals(this.session.team());
		return this.session.tag() + ((change > 0) ? "." + change : "")
				+ (named ? "." + Integer.toHexString(this.teamName.hashCode()) + "n" : "");
	}

}
