package io.parley.idempotency;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;

import io.parley.idempotency.IdempotencyRecordRepository.Claim;
import io.parley.idempotency.IdempotencyRecordRepository.Outcome;
import io.parley.store.Sha256;
import io.parley.web.OperationId;
import io.parley.web.ProblemException;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Has a form of a page do its work once, however often it is sent: by a double click, by
 * going back, by a browser that repeats what it had no answer to. Each form carries an id
 * that was made when its page was; it does what an {@code Idempotency-Key} does.
 */
@Component
public class FormOperations {

	/** No header can have a line break, so no key of a request is one of a form. */
	private static final String FORM = "form\n";

	private static final int LONGEST = 64;

	private static final int DONE = 204;

	private final KeyClaims claims;

	private final IdempotencyRecordRepository records;

	FormOperations(KeyClaims claims, IdempotencyRecordRepository records) {
		this.claims = claims;
		this.records = records;
	}

	/** The id of a form that is shown now. */
	public String newForm() {
		return UUID.randomUUID().toString();
	}

	/**
	 * Does the work of a form, unless that has been done.
	 * @param form the id that came with it
	 * @param content what the form says and does, which may not change between
	 * repetitions
	 * @throws ProblemException 400 where the form has no id, 409 when it was sent before
	 * with other content or is just being answered, and what the work throws
	 */
	public void once(@Nullable String form, String content, Consumer<OperationId> work) {
		if (form == null || form.isBlank() || form.length() > LONGEST) {
			throw ProblemException.invalid("form", "The form must have the id that came with its page; open it again");
		}
		String fingerprint = Sha256.hex(content.getBytes(StandardCharsets.UTF_8));
		Outcome outcome = this.claims.take(FORM + form, fingerprint)
			.orElseThrow(() -> ProblemException.busy("The same form is still being answered; try again shortly"));
		if (outcome.claim() != null) {
			perform(outcome.claim(), work);
		}
		else if (!Objects.requireNonNull(outcome.existing()).fingerprint().equals(fingerprint)) {
			throw ProblemException
				.conflict("This form was sent before with something else in it; what it has now was not taken");
		}
	}

	private void perform(Claim claim, Consumer<OperationId> work) {
		try {
			work.accept(new OperationId(claim.operation()));
		}
		catch (ProblemException ex) {
			if (claim.first() && ex.getStatusCode().is4xxClientError()) {
				this.records.forget(claim);
			}
			else {
				this.records.release(claim);
			}
			throw ex;
		}
		catch (RuntimeException ex) {
			this.records.release(claim);
			throw ex;
		}
		this.records.complete(claim, DONE, Map.of(), new byte[0]);
	}

}
