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
 * @param offersJson whether the reply may have to be written as JSON, since no control
 * can give what the template demands
 */
public record ShownForm(FormField root, String formId, String zone, List<Fault> faults, boolean offersJson) {

	static ShownForm of(FormField root, String formId, String zone, ReplyFaults wrong, boolean gaps) {
		List<Fault> faults = new ArrayList<>();
		boolean beyondForm = collect(root, faults) || wrong.beyondForm() || gaps;
		boolean json = !root.control().equals("group");
		wrong.others().forEach((sentence) -> faults.add(Fault.about(null, sentence)));
		return new ShownForm(root, formId, zone, faults, beyondForm && !json);
	}

	/** Whether one of them cannot be mended at its field. */
	private static boolean collect(FormField field, List<Fault> faults) {
		boolean beyondForm = false;
		if (field.fault() != null) {
			faults.add(new Fault(field.target(), field.fault()));
			beyondForm = !field.isMendable();
		}
		for (FormField member : field.members()) {
			beyondForm |= collect(member, faults);
		}
		return beyondForm;
	}

	/** Puts it into a page. */
	public void addTo(ModelAndView page) {
		page.addAllObjects(Map.of("form", this.root, "formId", this.formId, "zone", this.zone, "faults", this.faults,
				"offersJson", this.offersJson));
	}

}
