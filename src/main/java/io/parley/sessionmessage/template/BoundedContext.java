package io.parley.sessionmessage.template;

import com.networknt.schema.Error;
import com.networknt.schema.ExecutionConfig;
import com.networknt.schema.ExecutionContext;

/**
 * An evaluation that looks at the deadline with every step and keeps no more errors than
 * anybody reads.
 */
final class BoundedContext extends ExecutionContext {

	static final int ERRORS = 50;

	BoundedContext(ExecutionConfig config) {
		super(config);
	}

	@Override
	public void evaluationPathAddLast(String token) {
		CheckDeadline.check();
		super.evaluationPathAddLast(token);
	}

	@Override
	public void evaluationPathAddLast(int token) {
		CheckDeadline.check();
		super.evaluationPathAddLast(token);
	}

	/** Only whether there are errors decides anything, and with so many there are. */
	@Override
	public void addError(Error error) {
		CheckDeadline.check();
		if (getErrors().size() < ERRORS) {
			super.addError(error);
		}
	}

}
