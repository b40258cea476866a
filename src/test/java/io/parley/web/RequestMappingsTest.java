package io.parley.web;

import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.servlet.ServletException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.util.ReflectionUtils;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.context.support.StaticWebApplicationContext;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

import static org.assertj.core.api.Assertions.assertThat;

class RequestMappingsTest {

	private final RequestMappingHandlerMapping ours = new RequestMappings();

	private final RequestMappingHandlerMapping springs = new RequestMappingHandlerMapping();

	@BeforeEach
	void register() {
		List.of(this.ours, this.springs).forEach((mapping) -> {
			StaticWebApplicationContext context = new StaticWebApplicationContext();
			context.refresh();
			mapping.setApplicationContext(context);
			mapping.afterPropertiesSet();
			register(mapping, "read", RequestMethod.GET, "/session/{id}");
			register(mapping, "write", RequestMethod.PUT, "/session/{id}");
			register(mapping, "create", RequestMethod.POST, "/session");
			register(mapping, "root", RequestMethod.GET, "/");
			register(mapping, "several", RequestMethod.GET, "/users/{id}", "/bots/{id}");
			register(mapping, "either", RequestMethod.GET, "/one/{id}", "/{kind}/two/{id}");
			register(mapping, "named", RequestMethod.GET, "/{first}/names");
			register(mapping, "below", RequestMethod.GET, "/files/**");
			register(mapping, "wild", RequestMethod.GET, "/wi?d/{id}");
			register(mapping, "rest", RequestMethod.DELETE, "/{*rest}");
		});
	}

	@ParameterizedTest
	@CsvSource({ "/session/1, read", "/%73ession/1, read", "/session/a%2Fb, read", "/session;v=1/x, read",
			"/users/1, several", "/bots/1, several", "/one/1, either", "/x/two/1, either", "/one/two/3, either",
			"/session/names, read", "/other/names, named", "/files/a/b, below", "/files, below", "/wild/1, wild",
			"/, root" })
	void findsTheMethodOfAPath(String path, String method) throws Exception {
		assertThat(found(this.ours, "GET", path)).isEqualTo(method);
		assertThat(found(this.springs, "GET", path)).isEqualTo(method);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/session/1", "/sessions/1", "/Session/1", "//session/1", "/session", "/session/",
			"/users", "/nothing", "/one/2/3", "/", "//", "/%2Fsession/1", "/files/..", "/wind/1", "/x/y/z" })
	void answersAsSpringDoes(String path) throws Exception {
		for (String method : List.of("GET", "HEAD", "PUT", "POST", "DELETE", "OPTIONS", "PATCH")) {
			assertThat(found(this.ours, method, path)).as("%s %s", method, path)
				.isEqualTo(found(this.springs, method, path));
		}
	}

	@Test
	void asksNothingOfMappingsThatBeginOtherwise() throws Exception {
		List.of(this.ours, this.springs)
			.forEach((mapping) -> mapping.registerMapping(RequestMappingInfo.paths("/other/{id}")
				.headers("X-Other")
				.options(mapping.getBuilderConfiguration())
				.build(), new Endpoints(), method("read")));
		assertThat(isAskedForOther(this.ours, "/session/1")).isFalse();
		assertThat(isAskedForOther(this.springs, "/session/1")).isTrue();
		assertThat(isAskedForOther(this.ours, "/other/1")).isTrue();
	}

	/** Whether the header that one mapping needs was looked for. */
	private static boolean isAskedForOther(RequestMappingHandlerMapping mapping, String path) throws Exception {
		AtomicBoolean asked = new AtomicBoolean();
		MockHttpServletRequest request = new MockHttpServletRequest("GET", path) {
			@Override
			public String getHeader(String name) {
				asked.compareAndSet(false, name.equals("X-Other"));
				return super.getHeader(name);
			}
		};
		ServletRequestPathUtils.parseAndCache(request);
		mapping.getHandler(request);
		return asked.get();
	}

	private void register(RequestMappingHandlerMapping mapping, String name, RequestMethod method, String... paths) {
		RequestMappingInfo info = RequestMappingInfo.paths(paths)
			.methods(method)
			.options(mapping.getBuilderConfiguration())
			.build();
		mapping.registerMapping(info, new Endpoints(), method(name));
	}

	private static Method method(String name) {
		return ReflectionUtils.findMethod(Endpoints.class, name);
	}

	/** The method that was found, or in which way none was. */
	private static String found(RequestMappingHandlerMapping mapping, String method, String path) throws Exception {
		try {
			HandlerExecutionChain chain = mapping.getHandler(request(method, path));
			return (chain == null) ? "none" : ((HandlerMethod) chain.getHandler()).getMethod().getName();
		}
		catch (ServletException ex) {
			return ex.toString();
		}
	}

	private static MockHttpServletRequest request(String method, String path) {
		MockHttpServletRequest request = new MockHttpServletRequest(method, path);
		ServletRequestPathUtils.parseAndCache(request);
		return request;
	}

	static final class Endpoints {

		void read() {
		}

		void write() {
		}

		void create() {
		}

		void root() {
		}

		void several() {
		}

		void either() {
		}

		void named() {
		}

		void below() {
		}

		void wild() {
		}

		void rest() {
		}

	}

}
