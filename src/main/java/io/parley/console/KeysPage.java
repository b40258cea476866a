package io.parley.console;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.parley.access.key.ApiKeyRequest;
import io.parley.access.key.ApiKeyResponse;
import io.parley.access.key.ManagedKeys;
import io.parley.idempotency.FormOperations;
import io.parley.web.page.CountedPage;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.BindParam;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The keys that programs, and pages of other sites, call with. */
@ConsolePage
@RequestMapping(KeysPage.PATH)
class KeysPage {

	static final String PATH = "/console/keys";

	private static final List<String> FIELDS = List.of("name", "scopes", "read_only", "expires_at", "experiment",
			"allowed_origins");

	private static final Notices NOTICES = new Notices(Map.of("deleted", "The key was deleted.", "repeated",
			"That form was sent before, and its key was made then. A key is shown once: where you do not have it,"
					+ " delete it and make another."));

	private final ManagedKeys keys;

	private final OnceForm form;

	KeysPage(ManagedKeys keys, FormOperations forms) {
		this.keys = keys;
		this.form = new OnceForm("console/key-form", FIELDS, forms);
	}

	/** What was typed into the form of a new key. */
	record Typed(@Nullable String form, String kind, @Nullable String name, @Nullable List<String> scopes,
			@BindParam("read_only") @Nullable String readOnly, @BindParam("expires_at") @Nullable String expiresAt,
			@Nullable String experiment,
			@BindParam("allowed_origins") @Nullable String allowedOrigins) implements OnceForm.Typed {

		static Typed nothing(String form, boolean embed) {
			return new Typed(form, embed ? "embed" : "api", null, null, null, null, null, null);
		}

		public boolean isEmbed() {
			return "embed".equals(this.kind);
		}

		@Override
		public String content() {
			return "key " + request();
		}

		@Override
		public Typed again(@Nullable String id) {
			return new Typed(id, this.kind, this.name, this.scopes, this.readOnly, this.expiresAt, this.experiment,
					this.allowedOrigins);
		}

		@SuppressWarnings("NullAway") // Validation refuses what is missing.
		ApiKeyRequest request() {
			String given = TypedText.given(this.experiment);
			return new ApiKeyRequest(this.name, this.kind, this.scopes, (this.readOnly != null) ? true : null,
					TypedText.utc(this.expiresAt), isEmbed() ? given : null,
					isEmbed() ? TypedText.lines(this.allowedOrigins) : null);
		}

	}

	@GetMapping
	ModelAndView showKeys(@RequestParam(required = false) @Nullable String cursor,
			@RequestParam(required = false) @Nullable String done) {
		CountedPage<ApiKeyResponse> page = this.keys.list(CursorLinks.request(cursor));
		return new ModelAndView("console/keys").addObject("rows", page.entries())
			.addObject("pager", CursorLinks.of(page, ListUrl.of(PATH)))
			.addObject("notice", NOTICES.of(done));
	}

	@GetMapping(params = "form")
	ModelAndView showForm(@RequestParam("form") String kind) {
		return this.form.show(Typed.nothing(this.form.newId(), "embed".equals(kind)));
	}

	/** Shows the key once, in the answer to the form. */
	@PostMapping
	ModelAndView makeKey(@ModelAttribute("typed") Typed typed) {
		return this.form.send(typed, (operation) -> shownOnce(this.keys.create(typed.request(), operation)),
				NOTICES.redirect(PATH, "repeated"));
	}

	private static ModelAndView shownOnce(ApiKeyResponse key) {
		return new ModelAndView("console/shown-once",
				Map.of("section", "KEYS", "title", "Key made", "name", key.name(), "shown",
						List.of(new ShownOnce("key", "Key", Objects.requireNonNull(key.key()))), "back", PATH,
						"backText", "All keys"));
	}

	@GetMapping("/{id}/delete")
	ModelAndView confirmDeletion(@PathVariable String id) {
		ApiKeyResponse key = this.keys.get(id);
		return new ConfirmStep("KEYS", "Delete the key " + key.name() + "?",
				"It begins with " + key.prefix() + ". Programs that call with it are refused from then on, here at"
						+ " once and on every other instance within five seconds. It cannot be brought back.",
				"Delete the key")
			.page(PATH + "/" + ListUrl.segment(id) + "/delete", PATH);
	}

	@PostMapping("/{id}/delete")
	ModelAndView deleteKey(@PathVariable String id) {
		this.keys.delete(id);
		return NOTICES.redirect(PATH, "deleted");
	}

}
