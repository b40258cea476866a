package io.parley.access.key;

import io.parley.web.OperationId;
import io.parley.web.ProblemException;
import io.parley.web.RequestChecks;
import io.parley.web.page.CountedPage;
import io.parley.web.page.PageRequest;

import org.springframework.stereotype.Service;

/**
 * The keys of the team of the caller at hand, for pages that manage them: does the same
 * as {@code /api/keys}.
 */
@Service
public class ManagedKeys {

	private final ApiKeyService keys;

	private final RequestChecks checks;

	ManagedKeys(ApiKeyService keys, RequestChecks checks) {
		this.keys = keys;
		this.checks = checks;
	}

	/** A page of the keys, newest first. */
	public CountedPage<ApiKeyResponse> list(PageRequest request) {
		return this.keys.list(request).map((page) -> page.stream().map(ApiKeyResponse::from).toList());
	}

	/**
	 * @throws ProblemException 404
	 */
	public ApiKeyResponse get(String id) {
		return ApiKeyResponse.from(this.keys.get(id));
	}

	/**
	 * Makes a key, and answers it this once.
	 * @throws ProblemException 400, 403 for a scope that the caller does not have, 409
	 * where the same operation has made it before
	 */
	public ApiKeyResponse create(ApiKeyRequest request, OperationId operation) {
		this.checks.check(request);
		ApiKeyService.Created created = this.keys.create(request, operation);
		return ApiKeyResponse.from(created.key(), created.text().secret());
	}

	/**
	 * Deletes a key, which ends at once here and within seconds on other instances.
	 * @throws ProblemException 404
	 */
	public void delete(String id) {
		this.keys.delete(id);
	}

}
