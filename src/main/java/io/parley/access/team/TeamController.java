package io.parley.access.team;

import io.parley.access.audit.Audit;
import io.parley.web.OperationId;
import io.parley.web.Precondition;
import io.parley.web.page.PageRequest;
import io.parley.web.page.PageResponse;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.validation.annotation.Validated;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** The teams that data belongs to. */
@Tag(name = "Teams", description = "The teams that data belongs to")
@RestController
@RequestMapping(TeamController.PATH)
class TeamController {

	static final String PATH = "/api/teams";

	private final TeamService service;

	private final Audit audit;

	TeamController(TeamService service, Audit audit) {
		this.service = service;
		this.audit = audit;
	}

	/**
	 * List teams. The newest first.
	 * @param pageSize Number of results to return per page
	 * @param cursor The pagination cursor value
	 */
	@GetMapping
	PageResponse<TeamResponse> listTeams(
			@RequestParam(name = "page_size", defaultValue = "100") @Min(1) @Max(PageRequest.LARGEST) int pageSize,
			@RequestParam(required = false) @Nullable String cursor) {
		return PageResponse.from(this.service.list(PageRequest.newestFirst(pageSize, cursor)), TeamResponse::from);
	}

	/**
	 * Make a team. A slug that another team had is given out again once nothing is left
	 * of that team (else 409).
	 */
	@ApiResponse(responseCode = "201", description = "Made; Location names it")
	@PostMapping
	ResponseEntity<TeamResponse> createTeam(@RequestBody @Validated TeamRequest request, OperationId operation) {
		Team team = this.audit.changeOf(Team.DEFAULT, "team.created", request.slug(),
				() -> this.service.create(request, operation));
		return ResponseEntity
			.created(ServletUriComponentsBuilder.fromCurrentContextPath()
				.path(PATH + "/{slug}/")
				.buildAndExpand(team.slug())
				.toUri())
			.eTag(team.tag())
			.body(TeamResponse.from(team));
	}

	/**
	 * Retrieve a team.
	 * @param slug the team's slug
	 */
	@GetMapping("/{slug}")
	ResponseEntity<TeamResponse> getTeam(@Parameter(example = Team.DEFAULT) @PathVariable String slug) {
		return answer(this.service.get(slug));
	}

	/**
	 * Rename a team. What the body leaves out stays as it is; a slug stays for good.
	 * @param slug the team's slug
	 */
	@PatchMapping("/{slug}")
	ResponseEntity<TeamResponse> changeTeam(@Parameter(example = Team.DEFAULT) @PathVariable String slug,
			@RequestBody @Validated TeamPatchRequest request, Precondition precondition) {
		return answer(this.audit.changeOf(Team.DEFAULT, "team.changed", slug,
				() -> this.service.change(slug, request, precondition)));
	}

	/**
	 * Delete a team that has no data. Its keys, accounts and applications end at once and
	 * go with it. A team that has data, and default, cannot be deleted (409).
	 * @param slug the team's slug
	 */
	@DeleteMapping("/{slug}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void deleteTeam(@Parameter(example = "research") @PathVariable String slug, Precondition precondition) {
		this.audit.changeOf(Team.DEFAULT, "team.deleted", slug, () -> this.service.delete(slug, precondition));
	}

	private static ResponseEntity<TeamResponse> answer(Team team) {
		return ResponseEntity.ok().eTag(team.tag()).body(TeamResponse.from(team));
	}

}
