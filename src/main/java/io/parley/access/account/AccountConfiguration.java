package io.parley.access.account;

import java.time.Duration;
import java.util.EnumSet;

import io.parley.store.CollectionIndexes;
import io.parley.store.Sweep;
import jakarta.servlet.DispatcherType;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.session.web.http.CookieHttpSessionIdResolver;
import org.springframework.session.web.http.DefaultCookieSerializer;
import org.springframework.session.web.http.SessionRepositoryFilter;

/**
 * The collections of accounts and sign-ins, and the cookie. Which query each index serves
 * is said in the description of the package.
 */
@Configuration(proxyBeanMethods = false)
class AccountConfiguration {

	private static final Duration PAUSE = Duration.ofMinutes(15);

	@Bean
	CollectionIndexes accountIndexes() {
		return CollectionIndexes.of(Account.COLLECTION)
			.credentials()
			.unique("username")
			.index("_id")
			.indexInAllTeams("username");
	}

	@Bean
	CollectionIndexes signInIndexes() {
		return CollectionIndexes.of(SignIn.COLLECTION)
			.derived()
			.index("account")
			.index("ends_at")
			.expiring("ends_at", Duration.ZERO);
	}

	/** The embedded store removes nothing by itself. */
	@Bean
	Sweep endedSignIns(SignInRepository signIns) {
		return Sweep.byOneInstance("ended-sign-ins", PAUSE, signIns::removeEnded);
	}

	/** Nothing is read from the store before somebody asks for the session. */
	@Bean
	FilterRegistrationBean<SessionRepositoryFilter<SignInSession>> signInSessions(SignInRepository signIns) {
		DefaultCookieSerializer cookie = new DefaultCookieSerializer();
		cookie.setCookieName(SignIns.COOKIE);
		cookie.setUseBase64Encoding(false);
		cookie.setCookiePath("/");
		CookieHttpSessionIdResolver ids = new CookieHttpSessionIdResolver();
		ids.setCookieSerializer(cookie);
		SessionRepositoryFilter<SignInSession> filter = new SessionRepositoryFilter<>(signIns);
		filter.setHttpSessionIdResolver(ids);
		FilterRegistrationBean<SessionRepositoryFilter<SignInSession>> registration = new FilterRegistrationBean<>(
				filter);
		registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ERROR));
		registration.setOrder(SessionRepositoryFilter.DEFAULT_ORDER);
		return registration;
	}

}
