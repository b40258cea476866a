package io.parley.access;

import java.util.function.Supplier;
import java.util.regex.Pattern;

import io.parley.access.OperationTable.Match;
import io.parley.access.OperationTable.Operation;
import io.parley.web.Caller;
import io.parley.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpMethod;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.stereotype.Component;

/**
 * Decides by the {@link OperationTable} whether a caller may do what a request asks for.
 */
@Component
class OperationAuthorization implements AuthorizationManager<RequestAuthorizationContext> {

	/** As the container spells the addresses of this machine. */
	private static final Pattern LOOPBACK = Pattern
		.compile("127(\\.\\d{1,3}){3}|(0:){7}1|::1|::ffff:127(\\.\\d{1,3}){3}");

	private final OperationTable table;

	private final AccessMode mode;

	OperationAuthorization(OperationTable table, AccessMode mode) {
		this.table = table;
		this.mode = mode;
	}

	/**
	 * A decision.
	 *
	 * @param refusal what a caller is told that may not, or null
	 */
	record Decision(@Nullable ProblemException refusal) implements AuthorizationResult {

		private static final Decision GRANTED = new Decision(null);

		@Override
		public boolean isGranted() {
			return this.refusal == null;
		}

	}

	@Override
	public AuthorizationResult authorize(Supplier<? extends Authentication> authentication,
			RequestAuthorizationContext context) {
		Match match = this.table.find(context.getRequest()).orElse(null);
		if (match != null && match.operation() != null && match.operation().rule().isForAnybody()) {
			return isThere(match.operation()) ? Decision.GRANTED : notFound();
		}
		if (!(authentication.get() instanceof CallerAuthentication authenticated)) {
			return refused(ProblemException.unauthorized("This needs a credential"));
		}
		if (match == null) {
			return notFound();
		}
		// Spring MVC knows best which methods a path has instead.
		return (match.operation() != null) ? decide(match.operation(), authenticated.caller(), context.getRequest())
				: Decision.GRANTED;
	}

	private Decision decide(Operation operation, Caller caller, HttpServletRequest request) {
		Rule rule = operation.rule();
		if (caller.isEmbedded() && !rule.embedded()) {
			return refused(ProblemException.forbidden("An embed key may only create sessions of its experiment,"
					+ " and append to and read those that were created with it"));
		}
		if (caller.kind() == Caller.Kind.OPEN && operation.managing() && !isReading(request)) {
			return refused(ProblemException.forbidden("Teams, keys, accounts and applications are managed while the"
					+ " service asks for credentials: set PARLEY_ADMIN_KEY"));
		}
		if (caller.kind() == Caller.Kind.OPEN && OperationTable.isConsole(operation) && !isFromHere(request)) {
			return refused(
					ProblemException.forbidden("While no credential is asked the console is for this machine alone:"
							+ " set PARLEY_ADMIN_KEY and sign in"));
		}
		return switch (rule.who()) {
			case ANYBODY, ANYBODY_OR_CALLER, CALLER -> Decision.GRANTED;
			case ADMIN_KEY -> (caller.kind() == Caller.Kind.ADMIN || caller.kind() == Caller.Kind.OPEN)
					? Decision.GRANTED : refused(ProblemException.forbidden("This needs the admin key"));
			case SCOPED -> rule.anyOf().stream().anyMatch(caller.scopes()::contains) || caller.isEmbedded()
					? Decision.GRANTED : refused(ProblemException.missingScope(rule.anyOf()));
		};
	}

	private static boolean isFromHere(HttpServletRequest request) {
		return LOOPBACK.matcher(request.getRemoteAddr()).matches();
	}

	private boolean isThere(Operation operation) {
		return this.mode.isSecured() || !OperationTable.isForSigningIn(operation);
	}

	private static boolean isReading(HttpServletRequest request) {
		return HttpMethod.GET.matches(request.getMethod()) || HttpMethod.HEAD.matches(request.getMethod());
	}

	private static Decision notFound() {
		return refused(ProblemException.notFound("There is nothing at this path"));
	}

	private static Decision refused(ProblemException refusal) {
		return new Decision(refusal);
	}

}
