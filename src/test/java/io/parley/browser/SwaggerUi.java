package io.parley.browser;

/** Swagger UI of a service, in a browser. */
final class SwaggerUi {

	private static final String CODE_FLOW = "OAuth2 (OAuth2, authorizationCode with PKCE)";

	private final Chromium chromium;

	/**
	 * Opens it.
	 * @param service the address of the service
	 */
	SwaggerUi(Chromium chromium, String service) {
		this.chromium = chromium;
		chromium.open(service + "/swagger-ui.html");
		chromium.find(".opblock");
	}

	/** Gives a credential in the dialog behind the button Authorize. */
	void authorize(String scheme, String credential) {
		this.chromium.click(".btn.authorize");
		String part = part(scheme);
		this.chromium.fill(part + "//input", credential);
		this.chromium.click(part + "//button[@type='submit']");
		// The button to apply a credential is one to take it back now.
		this.chromium.find(part + "//button[@aria-label='Remove authorization']");
		closeDialog();
	}

	/**
	 * Asks for an access token for a person in the same dialog: what comes of it is in a
	 * window of its own.
	 */
	void requestToken(String clientId, String... scopes) {
		this.chromium.click(".btn.authorize");
		String part = part(CODE_FLOW);
		this.chromium.fill(part + "//input[@data-name='clientId']", clientId);
		for (String scope : scopes) {
			this.chromium.click(part + "//label[starts-with(@for, '" + scope + "-authorizationCode-')]");
		}
		this.chromium.click(part + "//button[contains(@class, 'authorize')]");
	}

	/** Waits for the token that was asked for. */
	void awaitToken() {
		this.chromium.find(part(CODE_FLOW) + "//button[.='Logout']");
		closeDialog();
	}

	private static String part(String scheme) {
		return "//div[@class='auth-container'][.//h4[starts-with(normalize-space(), '" + scheme + "')]]";
	}

	private void closeDialog() {
		this.chromium.click(".modal-ux .close-modal");
	}

	/**
	 * Executes an operation with its examples.
	 * @return the status of the answer
	 */
	String tryOut(String method, String path) {
		String operation = openToTry(method, path);
		this.chromium.click(operation + ".execute");
		return this.chromium.text(operation + ".live-responses-table .response .response-col_status");
	}

	/** The body of the last answer of an operation. */
	String body(String method, String path) {
		return this.chromium.text(operation(method, path) + ".live-responses-table .response .highlight-code code");
	}

	private String openToTry(String method, String path) {
		String operation = operation(method, path);
		if (this.chromium.count(operation + ".try-out__btn") == 0) {
			this.chromium.click(operation + ".opblock-summary-control");
			this.chromium.click(operation + ".try-out__btn");
		}
		else if (this.chromium.count(operation + ".btn-clear") > 0) {
			this.chromium.click(operation + ".btn-clear");
			this.chromium.awaitTrue("no answer", () -> this.chromium.count(operation + ".live-responses-table") == 0);
		}
		return operation;
	}

	private static String operation(String method, String path) {
		return ".opblock-%s:has([data-path='%s']) ".formatted(method, path);
	}

}
