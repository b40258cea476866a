package io.parley.access;

import io.parley.access.account.CsrfRules;
import jakarta.servlet.DispatcherType;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.NullSecurityContextRepository;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.firewall.HttpFirewall;

/** How Spring Security guards the service. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

	/**
	 * A path may hold anything, since ids may: what it leads to is decided by the same
	 * patterns over the same text as Spring MVC's, so that none can be read in two ways.
	 */
	@Bean
	HttpFirewall literalPaths() {
		return new LiteralFirewall();
	}

	/**
	 * Nothing is measured of each filter and decision: every request would pay more for
	 * that than for what is measured. The metrics of requests have its whole.
	 */
	@Bean
	SecurityObservationSettings unobservedFilters() {
		return SecurityObservationSettings.noObservations();
	}

	@Bean
	SecurityFilterChain everything(HttpSecurity http, CredentialFilter.Parts credentials,
			OperationAuthorization authorization, CsrfRules csrf, EmbedCors cors, Refusals refusals) {
		csrf.apply(http);
		return http.securityContext((context) -> context.securityContextRepository(new NullSecurityContextRepository()))
			.sessionManagement(AbstractHttpConfigurer::disable)
			.requestCache(AbstractHttpConfigurer::disable)
			.logout(AbstractHttpConfigurer::disable)
			.headers(PageHeaders::set)
			.addFilterBefore(credentials.filter(), CsrfFilter.class)
			.addFilterBefore(cors.filter(), CsrfFilter.class)
			.addFilterBefore(csrf.bodies(), CsrfFilter.class)
			.authorizeHttpRequests((requests) -> requests
				// The end of an answer that was long under way, to who was allowed at its
				// beginning.
				.dispatcherTypeMatchers(DispatcherType.ASYNC)
				.permitAll()
				.anyRequest()
				.access(authorization))
			.exceptionHandling((refused) -> refused.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
			.build();
	}

}
