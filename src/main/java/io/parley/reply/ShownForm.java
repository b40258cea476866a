package io.parley.reply;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.parley.web.html.Fault;

import org.springframework.web.servlet.ModelAndView;

/**
 * The form for a reply as a page shows it: {@code reply/fields} does so.
 *
 * @param root the whole reply
 * @param formId recognises the form when it is sent again
 * @param zone the reader's time zone; empty where it is not known yet
 * @param faults what is wrong, in the order of the page
 */
public record ShownForm(FormField root, String formId, String zone, List<Fault> faults) {

	static ShownForm of(FormField root, String formId, String zone, List<String> others) {
		List<Fault> faults = new ArrayList<>();
		collect(root, faults);
		others.forEach((sentence) -> faults.add(Fault.about(null, sentence)));
		return new ShownForm(root, formId, zone, faults);
	}

	private static void collect(FormField field, List<Fault> faults) {
		if (field.fault() != null) {
			faults.add(new Fault(field.target(), field.fault()));
		}
		field.members().forEach((member) -> collect(member, faults));
	}

	/** Puts it into a page. */
	public void addTo(ModelAndView page) {
		page.addAllObjects(Map.of("form", this.root, "formId", this.formId, "zone", this.zone, "faults", this.faults));
	}

}
