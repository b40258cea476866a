package io.parley.sessionmessage.template;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.format.Format;

/**
 * A format that no long text has: the library's own patterns need not be tried on one.
 */
record ShortFormat(Format format) implements Format {

	private static final int LENGTH = 2000;

	@Override
	public String getName() {
		return this.format.getName();
	}

	@Override
	public boolean matches(ExecutionContext execution, SchemaContext schema, String value) {
		return value.length() <= LENGTH && this.format.matches(execution, schema, value);
	}

}
