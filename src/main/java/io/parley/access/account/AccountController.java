package io.parley.access.account;

import io.parley.web.OperationId;
import io.parley.web.Precondition;
import io.parley.web.page.PageRequest;
import io.parley.web.page.PageResponse;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
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

/** The accounts by which people sign in. */
@RestController
@RequestMapping("/api/accounts")
@Tag(name = "Accounts", description = "By which people sign in")
class AccountController {

	private static final String SOMEBODY = "ada";

	private final AccountService service;

	private final SignIns signIns;

	AccountController(AccountService service, SignIns signIns) {
		this.service = service;
		this.signIns = signIns;
	}

	/**
	 * List Accounts. The newest first.
	 * @param pageSize Number of results to return per page
	 * @param cursor The pagination cursor value
	 */
	@GetMapping
	PageResponse<AccountResponse> listAccounts(
			@RequestParam(name = "page_size", defaultValue = "100") @Min(1) @Max(PageRequest.LARGEST) int pageSize,
			@RequestParam(required = false) @Nullable String cursor) {
		return PageResponse.from(this.service.list(PageRequest.newestFirst(pageSize, cursor)), AccountResponse::from);
	}

	/** Create Account. Its password is kept as a hash and never answered. */
	@ApiResponse(responseCode = "201", description = "Created; Location names it")
	@PostMapping
	ResponseEntity<AccountResponse> createAccount(@RequestBody @Validated AccountRequest.Create request,
			OperationId operation) {
		Account account = this.service.create(request, operation);
		return ResponseEntity
			.created(ServletUriComponentsBuilder.fromCurrentContextPath()
				.path("/api/accounts/{username}/")
				.encode()
				.buildAndExpand(account.username())
				.toUri())
			.eTag(account.tag())
			.body(AccountResponse.from(account));
	}

	/**
	 * Retrieve Account.
	 * @param username As it was given when the account was created
	 */
	@GetMapping("/{username}")
	ResponseEntity<AccountResponse> getAccount(@Parameter(example = SOMEBODY) @PathVariable String username) {
		return answer(this.service.get(username));
	}

	/**
	 * Change Account. A new password ends the account's sign-ins, but not the one that it
	 * is changed with.
	 * @param username As it was given when the account was created
	 */
	@PatchMapping("/{username}")
	ResponseEntity<AccountResponse> changeAccount(@Parameter(example = SOMEBODY) @PathVariable String username,
			@RequestBody @Validated AccountRequest.Change request, Precondition precondition, HttpServletRequest http) {
		Account changed = this.service.change(username, request, precondition);
		if (request.password() != null) {
			this.signIns.renew(http, changed);
		}
		return answer(changed);
	}

	/**
	 * Delete Account. Its sign-ins end.
	 * @param username As it was given when the account was created
	 */
	@DeleteMapping("/{username}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void deleteAccount(@Parameter(example = SOMEBODY) @PathVariable String username, Precondition precondition) {
		this.signIns.endAll(this.service.delete(username, precondition));
	}

	private static ResponseEntity<AccountResponse> answer(Account account) {
		return ResponseEntity.ok().eTag(account.tag()).body(AccountResponse.from(account));
	}

}
