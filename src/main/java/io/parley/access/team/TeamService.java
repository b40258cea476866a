package io.parley.access.team;

import java.time.Clock;
import java.util.List;
import java.util.Optional;

import io.parley.store.CompareAndSet;
import io.parley.store.TeamCollections;
import io.parley.web.Caller;
import io.parley.web.Callers;
import io.parley.web.OperationId;
import io.parley.web.Precondition;
import io.parley.web.ProblemException;
import io.parley.web.page.CountedPage;
import io.parley.web.page.PageRequest;

import org.springframework.stereotype.Service;

/**
 * Makes, reads, renames and deletes teams. Where credentials are asked, the admin key
 * alone gets here, and sees all; in open mode everybody sees {@code default} and changes
 * nothing.
 */
@Service
class TeamService {

	private final TeamRepository teams;

	private final TeamDirectory directory;

	private final TeamCollections collections;

	private final Callers callers;

	private final Clock clock;

	TeamService(TeamRepository teams, TeamDirectory directory, TeamCollections collections, Callers callers,
			Clock clock) {
		this.teams = teams;
		this.directory = directory;
		this.collections = collections;
		this.callers = callers;
		this.clock = clock;
	}

	CountedPage<Team> list(PageRequest request) {
		this.directory.get(Team.DEFAULT);
		return seesAll() ? this.teams.list(request) : this.teams.listOwn(request);
	}

	/**
	 * @throws ProblemException 404
	 */
	Team get(String slug) {
		if (slug.equals(Team.DEFAULT)) {
			this.directory.get(slug);
		}
		return Optional.of(slug)
			.filter((own) -> seesAll() || own.equals(this.callers.caller().team()))
			.flatMap(this.teams::find)
			.orElseThrow(() -> notFound(slug));
	}

	/**
	 * Makes a team; a repetition of the same operation answers the same team.
	 * @throws ProblemException 409 where there is one with the slug, or was and its data
	 * is left
	 */
	Team create(TeamRequest request, OperationId operation) {
		String slug = request.slug();
		this.directory.get(Team.DEFAULT);
		Optional<Team> existing = this.teams.find(slug);
		if (existing.isEmpty()) {
			List<String> left = this.collections.withAnything(slug);
			if (!left.isEmpty()) {
				throw ProblemException.conflict(
						"slug %s was another team's and cannot be given out while there is something left of it: %s"
							.formatted(slug, String.join(", ", left)));
			}
			this.teams.insert(Team.create(operation.id(), slug, request.name()));
			this.directory.forget(slug);
			existing = this.teams.find(slug);
		}
		return existing.filter((team) -> team.id().equals(operation.id()))
			.orElseThrow(() -> ProblemException.conflict("There is a team with slug " + slug + " already"));
	}

	/**
	 * Changes what the request gives of a team.
	 * @throws ProblemException 404, 409 while it is being deleted, 412
	 */
	Team change(String slug, TeamPatchRequest request, Precondition precondition) {
		return CompareAndSet.repeat("Team " + slug, () -> {
			Team team = get(slug);
			precondition.check(team.tag());
			if (team.isClosed()) {
				throw ProblemException
					.conflict("Team " + slug + " is being deleted; to delete it again finishes what was begun");
			}
			Optional<Team> changed = (request.name() != null)
					? this.teams.rename(team, request.name(), this.clock.instant()) : Optional.of(team);
			this.directory.forget(slug);
			return changed;
		});
	}

	/**
	 * Deletes a team with its keys, accounts and applications, and answers what it was.
	 * @throws ProblemException 404, 409 for {@code default} and where the team has data,
	 * 412
	 */
	Team delete(String slug, Precondition precondition) {
		if (slug.equals(Team.DEFAULT)) {
			throw ProblemException.conflict("Team " + slug + " cannot be deleted");
		}
		Team closed = CompareAndSet.repeat("Team " + slug, () -> {
			Team team = get(slug);
			precondition.check(team.tag());
			refuseWithData(slug);
			return team.isClosed() ? Optional.of(team) : this.teams.close(team, this.clock.instant());
		});
		this.directory.forget(slug);
		remove(closed);
		this.directory.forget(slug);
		return closed;
	}

	private void remove(Team closed) {
		try {
			refuseWithData(closed.slug());
		}
		catch (ProblemException ex) {
			this.teams.reopen(closed);
			throw ex;
		}
		this.collections.removeCredentials(closed.slug(), closed.id());
		this.collections.removeDerived(closed.slug());
		if (!this.teams.remove(closed)) {
			throw notFound(closed.slug());
		}
	}

	private void refuseWithData(String slug) {
		List<String> data = this.collections.withData(slug);
		if (!data.isEmpty()) {
			throw ProblemException.conflict("Team %s has data and cannot be deleted until that is: %s".formatted(slug,
					String.join(", ", data)));
		}
	}

	private boolean seesAll() {
		return this.callers.caller().kind() == Caller.Kind.ADMIN;
	}

	private static ProblemException notFound(String slug) {
		return ProblemException.notFound("There is no team with slug " + slug);
	}

}
