package io.parley.access;

import java.time.Instant;
import java.util.List;

import io.parley.web.Caller;
import io.parley.web.Callers;
import io.parley.web.Scope;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells callers who they are. */
@RestController
@Tag(name = "Access", description = "Who may call")
class MeController {

	private final Callers callers;

	MeController(Callers callers) {
		this.callers = callers;
	}

	/**
	 * Show who the caller is. What the credential of this request stands for, and what it
	 * may do now.
	 */
	@GetMapping("/api/me")
	MeResponse getMe() {
		return MeResponse.from(this.callers.caller());
	}

	/**
	 * Who makes a request.
	 *
	 * @param team whose data it sees
	 * @param kind open, admin, api, account or oauth
	 * @param name of the key, the account or the application
	 * @param scopes what it may do, with what each scope implies
	 * @param expiresAt when the credential ends by itself, or null
	 */
	record MeResponse(String team, String kind, String name, List<String> scopes, @Schema(types = {
			"string", "null" }, format = "date-time") @Nullable Instant expiresAt){

		private static MeResponse from(Caller caller) {
			return new MeResponse(caller.team(), caller.kind().text(), caller.name(),
					caller.scopes().stream().map(Scope::text).sorted().toList(), caller.expiresAt());
		}

	}

}
