package io.parley.access.audit;

import io.parley.web.Callers;
import io.parley.web.page.PageRequest;
import io.parley.web.page.PageResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What was done that matters later. */
@Tag(name = "Audit", description = "Who made, changed and ended what; sign-ins that failed")
@RestController
@RequestMapping("/api/audit")
class AuditController {

	private final AuditRepository entries;

	private final AuditedTeams teams;

	private final Callers callers;

	AuditController(AuditRepository entries, AuditedTeams teams, Callers callers) {
		this.entries = entries;
		this.teams = teams;
		this.callers = callers;
	}

	/**
	 * List what was done in this team. The newest first. An entry is written before what
	 * it tells of is done; one whose service was killed just then may tell of what was
	 * not done after all.
	 * @param pageSize Number of results to return per page
	 * @param cursor The pagination cursor value
	 */
	@GetMapping
	PageResponse<AuditEntryResponse> listAuditEntries(
			@RequestParam(name = "page_size", defaultValue = "100") @Min(1) @Max(PageRequest.LARGEST) int pageSize,
			@RequestParam(required = false) @Nullable String cursor) {
		return PageResponse.from(this.entries.list(this.teams.idOf(this.callers.caller().team()).orElse(null),
				PageRequest.newestFirst(pageSize, cursor)), AuditEntryResponse::from);
	}

}
