package io.parley.access;

import java.util.Collections;
import java.util.List;
import java.util.Set;

import io.parley.access.key.ApiKeys;
import io.parley.access.team.TeamDirectory;
import io.parley.web.Caller;
import io.parley.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;

/**
 * What a good credential still needs: where it may come from, and which team it is for.
 */
@Component
class CallerRules {

	/** Names the team that the admin key acts for. */
	static final String TEAM = "X-Parley-Team";

	private final ApiKeys keys;

	private final TeamDirectory teams;

	CallerRules(ApiKeys keys, TeamDirectory teams) {
		this.keys = keys;
		this.teams = teams;
	}

	/**
	 * The caller, for the team that the request names.
	 * @throws ProblemException 403 for an embed key from elsewhere, or a team named by
	 * another than the admin key; 400 for two teams, 404 for one that there is not
	 */
	Caller apply(Caller caller, HttpServletRequest request) {
		if (caller.isEmbedded() && !isFromItsPages(request)) {
			throw ProblemException.forbidden("This embed key may only be used from its allowed origins");
		}
		List<String> named = Collections.list(request.getHeaders(TEAM));
		return named.isEmpty() ? caller : caller.inTeam(team(caller, named));
	}

	private String team(Caller caller, List<String> named) {
		if (caller.kind() != Caller.Kind.ADMIN) {
			throw ProblemException.forbidden("Only the admin key may name a team in " + TEAM);
		}
		if (named.size() > 1) {
			throw ProblemException.invalid(TEAM, TEAM + " must be given once");
		}
		String team = named.get(0);
		if (this.teams.find(team).isEmpty()) {
			throw ProblemException.notFound("There is no team with the slug that " + TEAM + " names");
		}
		return team;
	}

	/**
	 * Whether a browser says that the request is from a page of the key. It says nothing
	 * with what a page reads from its own origin.
	 */
	private boolean isFromItsPages(HttpServletRequest request) {
		List<String> origins = Collections.list(request.getHeaders(HttpHeaders.ORIGIN));
		Set<String> allowed = this.keys.allowedOrigins(request.getHeader(Credentials.EMBED_KEY));
		return origins.isEmpty() ? HttpMethod.GET.matches(request.getMethod())
				: origins.size() == 1 && allowed.contains(origins.get(0));
	}

}
