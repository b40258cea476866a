package io.parley.access.oauth;

import java.time.Clock;
import java.util.List;

import io.parley.access.account.SignIns;
import io.parley.access.limit.Limits;
import io.parley.web.Caller;
import io.parley.web.Callers;
import io.parley.web.Problems;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2AuthorizationEndpointConfigurer;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2ClientAuthenticationConfigurer;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2TokenEndpointConfigurer;
import org.springframework.security.oauth2.server.authorization.authentication.ClientSecretAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationConsentAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientCredentialsAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2RefreshTokenAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.PublicClientAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.web.authentication.ClientSecretBasicAuthenticationConverter;
import org.springframework.security.oauth2.server.authorization.web.authentication.ClientSecretPostAuthenticationConverter;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2AccessTokenResponseAuthenticationSuccessHandler;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2AuthorizationCodeAuthenticationConverter;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2AuthorizationConsentAuthenticationConverter;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2RefreshTokenAuthenticationConverter;
import org.springframework.security.oauth2.server.authorization.web.authentication.PublicClientAuthenticationConverter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.context.NullSecurityContextRepository;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.header.writers.StaticHeadersWriter;

/**
 * Sets up Spring Security's authorization server: with the ways of asking that are
 * documented here and no others, which it would have too, and only while the service asks
 * for credentials.
 */
@Configuration(proxyBeanMethods = false)
class AuthorizationServerConfiguration {

	private static final String POLICY = "Content-Security-Policy";

	private static final String NO_CONTENT = "default-src 'none'; frame-ancestors 'none'; form-action 'none';"
			+ " base-uri 'none'";

	private final OAuthErrors errors;

	private final RegisteredApplications applications;

	private final AccessTokens tokens;

	AuthorizationServerConfiguration(OAuthErrors errors, RegisteredApplications applications, AccessTokens tokens) {
		this.errors = errors;
		this.applications = applications;
		this.tokens = tokens;
	}

	@Bean
	AuthorizationServerSettings authorizationServerSettings() {
		return AuthorizationServerSettings.builder()
			.authorizationEndpoint(Endpoint.AUTHORIZE.path())
			.tokenEndpoint(Endpoint.TOKEN.path())
			.tokenRevocationEndpoint(Endpoint.REVOKE.path())
			.tokenIntrospectionEndpoint(Endpoint.INTROSPECT.path())
			.build();
	}

	@Bean
	@Order(0)
	SecurityFilterChain authorizationServer(HttpSecurity http, SignIns signIns, Limits limits, Problems problems,
			Callers callers, Clock clock) {
		return http.securityMatcher((request) -> Endpoint.isAny(request) && isSecured(callers))
			.oauth2AuthorizationServer((server) -> server(server, clock))
			// The only form is the consent page's, whose state nobody else knows.
			.csrf((csrf) -> csrf.requireCsrfProtectionMatcher((request) -> false))
			.securityContext((context) -> context.securityContextRepository(new NullSecurityContextRepository()))
			.sessionManagement(AbstractHttpConfigurer::disable)
			.requestCache(AbstractHttpConfigurer::disable)
			.logout(AbstractHttpConfigurer::disable)
			.headers((headers) -> headers(headers, limits))
			.addFilterAfter(new RequestGuard(this.errors, problems), HeaderWriterFilter.class)
			.addFilterAfter(new CredentialLimit(limits), HeaderWriterFilter.class)
			.addFilterAfter(new SignedInFilter(signIns, limits), HeaderWriterFilter.class)
			.addFilterBefore(new CallerLimit(limits), AnonymousAuthenticationFilter.class)
			.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated())
			.exceptionHandling((refused) -> refused.authenticationEntryPoint(new SignInRedirect(this.errors, problems)))
			.build();
	}

	/** Where no credential is asked, nothing of this is there. */
	private static boolean isSecured(Callers callers) {
		return callers.find().filter((caller) -> caller.kind() == Caller.Kind.OPEN).isEmpty();
	}

	private static void headers(HeadersConfigurer<HttpSecurity> headers, Limits limits) {
		headers.cacheControl((cache) -> cache.disable())
			.addHeaderWriter(new StaticHeadersWriter("Cache-Control", "no-store"))
			.addHeaderWriter(new StaticHeadersWriter("Pragma", "no-cache"))
			.referrerPolicy((policy) -> policy.policy(ReferrerPolicy.NO_REFERRER))
			.addHeaderWriter((request, response) -> {
				if (!response.containsHeader(POLICY)) {
					response.setHeader(POLICY, NO_CONTENT);
				}
			})
			.addHeaderWriter((request, response) -> {
				if (!response.containsHeader("RateLimit")) {
					limits.failures(request.getRemoteAddr()).tell(response);
				}
			});
	}

	private void server(OAuth2AuthorizationServerConfigurer server, Clock clock) {
		server.tokenGenerator(new TokenGenerator(clock))
			.clientAuthentication(this::clients)
			.authorizationEndpoint(this::authorize)
			.tokenEndpoint(this::token)
			.tokenRevocationEndpoint((revoke) -> revoke.errorResponseHandler(this.errors::tellApplication))
			.tokenIntrospectionEndpoint((introspect) -> introspect
				.authenticationProviders((providers) -> replace(providers, List.of(new Introspection(this.tokens))))
				.errorResponseHandler(this.errors::tellApplication))
			.authorizationServerMetadataEndpoint((metadata) -> metadata
				.authorizationServerMetadataCustomizer((builder) -> builder.claims(ServerMetadata::complete)));
	}

	private void clients(OAuth2ClientAuthenticationConfigurer clients) {
		PublicClients publicClients = new PublicClients(this.applications);
		clients
			.authenticationConverters((converters) -> replace(converters,
					List.of(new ClientSecretBasicAuthenticationConverter(),
							new ClientSecretPostAuthenticationConverter(), publicClients,
							new PublicClientAuthenticationConverter())))
			.authenticationProviders((providers) -> {
				keep(providers, ClientSecretAuthenticationProvider.class, PublicClientAuthenticationProvider.class);
				providers.forEach((provider) -> {
					if (provider instanceof ClientSecretAuthenticationProvider secrets) {
						secrets.setPasswordEncoder(Secrets.ENCODER);
					}
				});
				providers.add(0, publicClients);
			})
			.errorResponseHandler(this.errors::tellApplication);
	}

	private void authorize(OAuth2AuthorizationEndpointConfigurer endpoint) {
		CodeRequests requests = new CodeRequests(this.applications);
		endpoint.consentPage(Endpoint.CONSENT.path())
			.authorizationRequestConverters((converters) -> replace(converters,
					List.of(requests, new OAuth2AuthorizationConsentAuthenticationConverter())))
			.authenticationProviders((providers) -> providers.forEach((provider) -> {
				if (provider instanceof OAuth2AuthorizationCodeRequestAuthenticationProvider codes) {
					codes.setAuthenticationValidator(requests);
				}
				if (provider instanceof OAuth2AuthorizationConsentAuthenticationProvider consents) {
					consents.setAuthorizationConsentCustomizer(new ConsentAnswers());
				}
			}))
			.errorResponseHandler(this.errors::tellThroughBrowser);
	}

	private void token(OAuth2TokenEndpointConfigurer endpoint) {
		TokenAnswers answers = new TokenAnswers(this.tokens);
		OAuth2AccessTokenResponseAuthenticationSuccessHandler given = new OAuth2AccessTokenResponseAuthenticationSuccessHandler();
		given.setAccessTokenResponseCustomizer(answers);
		endpoint
			.accessTokenRequestConverters((converters) -> replace(converters,
					List.of(new OAuth2AuthorizationCodeAuthenticationConverter(),
							new OAuth2RefreshTokenAuthenticationConverter(), answers)))
			.authenticationProviders((providers) -> keep(providers, OAuth2AuthorizationCodeAuthenticationProvider.class,
					OAuth2RefreshTokenAuthenticationProvider.class,
					OAuth2ClientCredentialsAuthenticationProvider.class))
			.accessTokenResponseHandler(given)
			.errorResponseHandler(this.errors::tellApplication);
	}

	private static <T> void replace(List<T> all, List<? extends T> others) {
		all.clear();
		all.addAll(others);
	}

	private static void keep(List<AuthenticationProvider> all, Class<?>... types) {
		all.removeIf((provider) -> !List.of(types).contains(provider.getClass()));
	}

}
