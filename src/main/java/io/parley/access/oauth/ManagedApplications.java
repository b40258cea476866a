package io.parley.access.oauth;

import io.parley.web.OperationId;
import io.parley.web.ProblemException;
import io.parley.web.RequestChecks;
import io.parley.web.page.CountedPage;
import io.parley.web.page.PageRequest;

import org.springframework.stereotype.Service;

/**
 * The applications of the team of the caller at hand, for pages that manage them: does
 * the same as {@code /o/applications}.
 */
@Service
public class ManagedApplications {

	private final ApplicationService applications;

	private final RequestChecks checks;

	ManagedApplications(ApplicationService applications, RequestChecks checks) {
		this.applications = applications;
		this.checks = checks;
	}

	/** A page of the applications, newest first. */
	public CountedPage<ApplicationResponse> list(PageRequest request) {
		return this.applications.list(request).map((page) -> page.stream().map(ApplicationResponse::from).toList());
	}

	/**
	 * @throws ProblemException 404 when the team has no such application
	 */
	public ApplicationResponse get(String clientId) {
		return ApplicationResponse.from(this.applications.get(clientId));
	}

	/**
	 * Registers an application, and answers the secret of a confidential one this once.
	 * @throws ProblemException 400, 403 for a scope that the caller does not have, 409
	 * where the same operation has registered it before
	 */
	public ApplicationResponse register(ApplicationRequest request, OperationId operation) {
		this.checks.check(request);
		ApplicationService.Registered registered = this.applications.register(request, operation);
		return ApplicationResponse.from(registered.application(), registered.secret());
	}

	/**
	 * Ends an application, with its tokens, codes and consents.
	 * @throws ProblemException 404 when the team has no such application
	 */
	public void delete(String clientId) {
		this.applications.delete(clientId);
	}

}
