package io.parley.access.key;

import java.util.Set;

import io.parley.access.audit.Audit;
import io.parley.store.Ids;
import io.parley.store.TeamTemplate;
import io.parley.web.Callers;
import io.parley.web.OperationId;
import io.parley.web.ProblemException;
import io.parley.web.Scope;
import io.parley.web.page.CountedPage;
import io.parley.web.page.PageRequest;
import org.bson.types.ObjectId;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;

/** Makes, reads and deletes the keys of a team. */
@Service
class ApiKeyService {

	private final ApiKeyRepository keys;

	private final ApiKeys known;

	private final Callers callers;

	private final Audit audit;

	ApiKeyService(ApiKeyRepository keys, ApiKeys known, Callers callers, Audit audit) {
		this.keys = keys;
		this.known = known;
		this.callers = callers;
		this.audit = audit;
	}

	/** A key that was made, and its text, which nobody can read again. */
	record Created(ApiKey key, KeySecret text) {
	}

	CountedPage<ApiKey> list(PageRequest request) {
		return this.keys.list(request);
	}

	/**
	 * @throws ProblemException 404
	 */
	ApiKey get(String id) {
		return Ids.read(id).flatMap(this.keys::find).orElseThrow(() -> notFound(id));
	}

	/**
	 * Makes a key in one write.
	 * @throws ProblemException 400, 403 for a scope that the caller does not have, 409
	 * where the same operation has made it before: nobody can read it again
	 */
	Created create(ApiKeyRequest request, OperationId operation) {
		request.check();
		Set<Scope> scopes = request.grantedScopes();
		scopes.forEach(this.callers.caller()::require);
		ObjectId id = operation.id();
		KeySecret text = KeySecret.create(request.isEmbed());
		ApiKey key = new ApiKey(id, TeamTemplate.unset(), this.keys.teamId(), request.name(),
				request.isEmbed() ? ApiKey.EMBED : ApiKey.API, text.prefix(), text.hash(),
				scopes.stream().map(Scope::text).toList(), Boolean.TRUE.equals(request.readOnly()),
				request.experiment(), request.origins(), Ids.instant(id), request.expiry(Ids.instant(id)), null);
		ApiKey stored = this.audit.change("key.created", id.toHexString(), () -> insert(key));
		this.known.forget(stored);
		return new Created(stored, text);
	}

	private ApiKey insert(ApiKey key) {
		try {
			return this.keys.insert(key);
		}
		catch (DuplicateKeyException ex) {
			throw ProblemException.conflict("The key " + key.id().toHexString()
					+ " was made by this request before, and is shown once; delete it and make another");
		}
	}

	/**
	 * Deletes a key, which ends at once here and within seconds on other instances.
	 * @throws ProblemException 404
	 */
	void delete(String id) {
		ApiKey key = get(id);
		this.audit.change("key.deleted", key.id().toHexString(), () -> {
			if (!this.keys.remove(key.id())) {
				throw notFound(id);
			}
			this.known.forget(key);
			return key;
		});
	}

	private static ProblemException notFound(String id) {
		return ProblemException.notFound("There is no key with id " + id);
	}

}
