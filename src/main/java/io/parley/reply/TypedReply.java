package io.parley.reply;

import java.util.Optional;
import java.util.UUID;

import io.parley.sessionmessage.HandedInReply;
import io.parley.sessionmessage.ReplyOutcome;
import io.parley.sessionmessage.SessionQuestion;
import io.parley.store.JsonObject;
import io.parley.store.Sha256;
import io.parley.web.BufferedRequest;
import io.parley.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A reply as it stands in the form for it, on whichever page that is. It is checked
 * before it is handed in, so that a mistake costs nothing; one that is sent again, by a
 * double click or going back, is answered as the first time.
 */
public final class TypedReply {

	private static final String FORM = "form_id";

	private final ReplyForm form;

	private final FormInput input;

	private TypedReply(ReplyForm form, FormInput input) {
		this.form = form;
		this.input = input;
		if (formId().isEmpty()) {
			input.replace(FORM, UUID.randomUUID().toString());
		}
	}

	/**
	 * As nobody has typed yet.
	 * @param mapper reads JSON within the service's bounds
	 */
	public static TypedReply untouched(SessionQuestion question, JsonMapper mapper) {
		ReplyForm form = form(question, mapper);
		return new TypedReply(form, form.fill());
	}

	/**
	 * As it was sent.
	 * @param mapper reads JSON within the service's bounds
	 * @throws ProblemException 400 for a body that is no form, or one of more than 20,000
	 * fields
	 */
	public static TypedReply sent(SessionQuestion question, HttpServletRequest request, JsonMapper mapper) {
		return new TypedReply(form(question, mapper), FormInput.parse(BufferedRequest.bodyOf(request)));
	}

	private static ReplyForm form(SessionQuestion question, JsonMapper mapper) {
		return ReplyForm.of(question.session().template(), question.messageData(), mapper);
	}

	/**
	 * What became of a form that was sent.
	 *
	 * @param outcome of the reply; null where it was not handed in, for what is wrong
	 * @param form for another try; null where the session has ended
	 */
	public record Result(@Nullable ReplyOutcome outcome, @Nullable ShownForm form) {
	}

	/** What was typed into a control that is the page's own, or null. */
	public @Nullable String typed(String name) {
		return this.input.first(name);
	}

	/**
	 * Changes the form itself, where a button for that was used, and nothing else: the
	 * form then, with what was typed.
	 */
	public Optional<ShownForm> change() {
		return Optional.ofNullable(this.form.change(this.input)).map((focus) -> shown(ReplyFaults.NONE, focus));
	}

	/**
	 * Checks it and hands it in.
	 * @throws ProblemException 404, 409 when the session has ended, 413, 503
	 */
	public Result handIn(ReplyTaker taker) {
		FormReply read = this.form.read(this.input);
		HandedInReply reply = taker.reply(read.data(), replyId(read.data()));
		// Once it has ended only what was taken before is answered otherwise than by a
		// 409.
		if (!taker.ended()) {
			ReplyFaults wrong = ReplyFaults.of(read, taker.validate(reply));
			if (!wrong.isEmpty()) {
				return new Result(null, shown(wrong, null));
			}
		}
		ReplyOutcome outcome = taker.take(reply);
		return new Result(outcome,
				outcome.isRetry() ? shown(ReplyFaults.of(read, outcome.validationErrors()), null) : null);
	}

	/** Another reply from the same form, such as after going back, is another. */
	private String replyId(JsonObject data) {
		return formId() + ":" + Sha256.hex(data.stored().toString());
	}

	/** The form with what stands in it. */
	public ShownForm shown() {
		return shown(ReplyFaults.NONE, null);
	}

	/** The form with what stands in it, and why it was not taken. */
	public ShownForm refused(ProblemException refusal) {
		return shown(ReplyFaults.of(refusal.getMessage()), null);
	}

	private ShownForm shown(ReplyFaults wrong, @Nullable String focus) {
		FormField root = this.form.show(this.input, wrong.atFields(), focus);
		return ShownForm.of(root, formId(), zone(), wrong, this.form.hasGaps());
	}

	private String formId() {
		String id = this.input.first(FORM);
		return (id != null && id.matches("[A-Za-z0-9-]{8,64}")) ? id : "";
	}

	/** One that is not known here is not asked for again. */
	private String zone() {
		String zone = this.input.first(ReplyForm.ZONE);
		return (zone == null || zone.isEmpty()) ? "" : ReplyForm.isZone(zone) ? zone : "UTC";
	}

}
