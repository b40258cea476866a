package io.parley.reply;

import java.util.Map;

import io.parley.store.JsonObject;

/**
 * What was typed into a form, as a reply.
 *
 * @param data what could not be read is in it as it was typed
 * @param faults what could not be read: predicates by the path of the field
 * @param paths the path of each field by how the check of a reply calls it
 * @param labels what each field is called, by its path
 */
record FormReply(JsonObject data, Map<String, String> faults, Map<String, String> paths, Map<String, String> labels) {

	/**
	 * The path of the field that is meant by the check of a reply, or of the nearest
	 * around it; empty for the whole.
	 */
	String path(String checked) {
		String field = checked;
		while (!this.paths.containsKey(field)) {
			int dot = field.lastIndexOf('.');
			if (dot < 0) {
				return "";
			}
			field = field.substring(0, dot);
		}
		return this.paths.get(field);
	}

	/** Whether the check of a reply calls a field of the form so, and no other. */
	boolean isField(String checked) {
		return !this.paths.getOrDefault(checked, "").isEmpty();
	}

	/** What a field is called, by its path. */
	String label(String path) {
		return this.labels.getOrDefault(path, "Your reply");
	}

}
