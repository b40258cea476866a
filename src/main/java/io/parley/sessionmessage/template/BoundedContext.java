package io.parley.sessionmessage.template;

import java.util.List;
import java.util.Locale;

import com.networknt.schema.Error;
import com.networknt.schema.ExecutionConfig;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.FailFastAssertionException;
import com.networknt.schema.Schema;
import tools.jackson.databind.JsonNode;

/**
 * An evaluation that looks at the deadline with every step and keeps no more errors than
 * anybody reads.
 */
final class BoundedContext extends ExecutionContext {

	/** For schemas, whose formats are not asserted. */
	static final ExecutionConfig SCHEMA = config(false, false);

	static final ExecutionConfig REPLY = config(true, false);

	/** For values of which the first error is told. */
	static final ExecutionConfig FIRST_ERROR = config(true, true);

	static final int ERRORS = 50;

	private static final int DEPTH = 500;

	private BoundedContext(ExecutionConfig config) {
		super(config);
	}

	private static ExecutionConfig config(boolean formats, boolean firstOnly) {
		return ExecutionConfig.builder()
			.locale(Locale.ROOT)
			.formatAssertionsEnabled(formats)
			.failFast(firstOnly)
			.maxEvaluationDepth(DEPTH)
			.build();
	}

	/** What is wrong with a value. */
	static List<Error> errors(Schema schema, JsonNode value, ExecutionConfig config) {
		BoundedContext context = new BoundedContext(config);
		try {
			schema.validate(context, value);
		}
		catch (FailFastAssertionException ex) {
			// The error is in the context.
		}
		CheckDeadline.check();
		return context.getErrors();
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
