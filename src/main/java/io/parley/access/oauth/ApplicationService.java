package io.parley.access.oauth;

import java.util.LinkedHashSet;
import java.util.List;

import io.parley.access.audit.Audit;
import io.parley.access.team.TeamDirectory;
import io.parley.store.Ids;
import io.parley.store.TeamTemplate;
import io.parley.web.Caller;
import io.parley.web.Callers;
import io.parley.web.OperationId;
import io.parley.web.ProblemException;
import io.parley.web.Scope;
import io.parley.web.page.CountedPage;
import io.parley.web.page.PageRequest;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;

/** Registers, shows and ends the applications of a team. */
@Service
class ApplicationService {

	private static final String SECRET_PREFIX = "parley_cs_";

	private final ApplicationRepository applications;

	private final AuthorizationRepository authorizations;

	private final ConsentRepository consents;

	private final TokenCache cache;

	private final TeamDirectory teams;

	private final Callers callers;

	private final Audit audit;

	ApplicationService(ApplicationRepository applications, AuthorizationRepository authorizations,
			ConsentRepository consents, TokenCache cache, TeamDirectory teams, Callers callers, Audit audit) {
		this.applications = applications;
		this.authorizations = authorizations;
		this.consents = consents;
		this.cache = cache;
		this.teams = teams;
		this.callers = callers;
		this.audit = audit;
	}

	CountedPage<Application> list(PageRequest request) {
		return this.applications.list(request);
	}

	/**
	 * @throws ProblemException 404 when the team has no such application
	 */
	Application get(String clientId) {
		return this.applications.find(clientId)
			.orElseThrow(() -> ProblemException.notFound("There is no application with client_id " + clientId));
	}

	/**
	 * An application that was just registered.
	 *
	 * @param secret what is not shown again; null of a public one
	 */
	record Registered(Application application, @Nullable String secret) {

		/** Without the secret. */
		@Override
		public String toString() {
			return "Registered[" + this.application + "]";
		}

	}

	/**
	 * @throws ProblemException 400, 403 for a scope that the caller does not have, 409
	 * where the same operation has registered it before: nobody can read its secret again
	 */
	Registered register(ApplicationRequest request, OperationId operation) {
		request.check();
		Caller caller = this.callers.caller();
		Scope.known(request.scopes()).forEach(caller::require);
		String secret = request.clientType().equals(Application.PUBLIC) ? null : Secrets.next(SECRET_PREFIX);
		ObjectId id = operation.id();
		Application application = new Application(id, TeamTemplate.unset(), this.teams.get(caller.team()).id(),
				Secrets.next(""), request.name(), distinct(request.redirectUris()), distinct(request.scopes()),
				request.clientType(), distinct(request.grantTypes()), (secret != null) ? Secrets.hash(secret) : null,
				Ids.instant(id));
		return this.audit.change("application.created", application.clientId(),
				() -> new Registered(insert(application), secret));
	}

	private Application insert(Application application) {
		try {
			return this.applications.insert(application);
		}
		catch (DuplicateKeyException ex) {
			throw ProblemException.conflict("The application was registered by this request before, and its secret is"
					+ " shown once; end it and register another");
		}
	}

	/**
	 * Ends an application: once it is gone none of its tokens counts, and then they are
	 * removed.
	 * @throws ProblemException 404 when the team has no such application
	 */
	void delete(String clientId) {
		Application application = get(clientId);
		this.audit.change("application.deleted", clientId, () -> this.applications.delete(application));
		this.authorizations.removeOf(application);
		this.consents.removeOf(application);
		this.cache.forgetApplication(application.id());
	}

	private static List<String> distinct(List<String> texts) {
		return List.copyOf(new LinkedHashSet<>(texts));
	}

}
