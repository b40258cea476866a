package io.parley.access.oauth;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import io.parley.web.ProblemException;
import io.parley.web.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationException;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/**
 * Says what was wrong with a request, as RFC 6749 has it: to an application as JSON
 * (section 5.2), and where a person's browser asked by sending it back to the application
 * (section 4.1.2.1). Where it is not sure whose address that is, the person is told
 * instead.
 */
@Component
class OAuthErrors {

	private static final Map<String, String> SENTENCES = Map.of(OAuth2ErrorCodes.INVALID_CLIENT,
			"The application is not known, or did not prove that it is the one", OAuth2ErrorCodes.INVALID_GRANT,
			"The code or the refresh token is not known, was used, has run out or is another application's, or"
					+ " redirect_uri or code_verifier do not belong to it",
			OAuth2ErrorCodes.UNAUTHORIZED_CLIENT, "The application was not registered with this grant type",
			OAuth2ErrorCodes.UNSUPPORTED_GRANT_TYPE,
			"grant_type must be authorization_code, refresh_token or client_credentials",
			OAuth2ErrorCodes.UNSUPPORTED_RESPONSE_TYPE, "response_type must be code", OAuth2ErrorCodes.INVALID_SCOPE,
			"scope must only have scopes that the application was registered with, and that were granted",
			OAuth2ErrorCodes.ACCESS_DENIED, "The person did not allow it, or has none of these scopes");

	private static final String TOLD = OAuthErrors.class.getName();

	private static final String PARAMETER = "OAuth 2.0 Parameter: ";

	private final JsonMapper mapper;

	private final Problems problems;

	OAuthErrors(JsonMapper mapper, Problems problems) {
		this.mapper = mapper;
		this.problems = problems;
	}

	/** The error code that the application was told that made a request, or null. */
	static String told(HttpServletRequest request) {
		return (String) request.getAttribute(TOLD);
	}

	/** Tells an application. */
	void tellApplication(HttpServletRequest request, HttpServletResponse response, AuthenticationException ex)
			throws IOException {
		OAuth2Error error = (ex instanceof OAuth2AuthenticationException refused) ? refused.getError()
				: new OAuth2Error(OAuth2ErrorCodes.INVALID_CLIENT);
		request.setAttribute(TOLD, error.getErrorCode());
		boolean unknown = OAuth2ErrorCodes.INVALID_CLIENT.equals(error.getErrorCode());
		if (unknown) {
			response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"parley\"");
		}
		response.setStatus(unknown ? HttpServletResponse.SC_UNAUTHORIZED : HttpServletResponse.SC_BAD_REQUEST);
		response.setContentType(MediaType.APPLICATION_JSON_VALUE);
		Map<String, String> body = new LinkedHashMap<>();
		body.put("error", error.getErrorCode());
		body.put("error_description", sentence(error));
		response.getOutputStream().write(this.mapper.writeValueAsBytes(body));
	}

	/** Sends a person's browser back to the application, or tells the person. */
	void tellThroughBrowser(HttpServletRequest request, HttpServletResponse response, AuthenticationException ex)
			throws IOException {
		OAuth2Error error = ((OAuth2AuthenticationException) ex).getError();
		Optional<String> back = (ex instanceof OAuth2AuthorizationCodeRequestAuthenticationException refused)
				? Optional.ofNullable(refused.getAuthorizationCodeRequestAuthentication())
					.filter((asked) -> StringUtils.hasText(asked.getRedirectUri()))
					.map((asked) -> location(Objects.requireNonNull(asked.getRedirectUri()), error, asked.getState()))
				: Optional.empty();
		if (back.isPresent()) {
			response.sendRedirect(back.get());
		}
		else {
			this.problems.write(ProblemException.invalid(parameter(error), sentence(error)), request, response);
		}
	}

	private static String location(String redirectUri, OAuth2Error error, @Nullable String state) {
		UriComponentsBuilder location = UriComponentsBuilder.fromUriString(redirectUri)
			.queryParam("error", encoded(error.getErrorCode()))
			.queryParam("error_description", encoded(sentence(error)));
		if (StringUtils.hasText(state)) {
			location.queryParam("state", encoded(state));
		}
		return location.build(true).toUriString();
	}

	private static String encoded(String text) {
		return UriUtils.encode(text, StandardCharsets.UTF_8);
	}

	private static String parameter(OAuth2Error error) {
		String description = error.getDescription();
		return (description != null && description.startsWith(PARAMETER)) ? description.substring(PARAMETER.length())
				: "request";
	}

	private static String sentence(OAuth2Error error) {
		String known = SENTENCES.get(error.getErrorCode());
		return (known != null) ? known
				: parameter(error) + " is missing, given more than once, or not what is accepted there";
	}

}
