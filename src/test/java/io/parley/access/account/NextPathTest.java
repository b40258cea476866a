package io.parley.access.account;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A path that is long takes no more of the stack than one that is short. */
class NextPathTest {

	@Test
	void aLongPathIsReadAndATooLongOneIsNot() throws Exception {
		String longest = "/" + "a/".repeat(2047) + "a";
		assertThat(onASmallStack(longest)).isEqualTo(new NextPath(longest));
		assertThat(onASmallStack(longest + "/")).isEqualTo(NextPath.ROOT);
		assertThat(onASmallStack("/" + "a".repeat(4000) + "//b")).isEqualTo(NextPath.ROOT);
		assertThat(onASmallStack("/a?" + "b".repeat(4000)).text()).hasSize(4003);
	}

	private static NextPath onASmallStack(String text) throws InterruptedException {
		NextPath[] path = new NextPath[1];
		Thread thread = new Thread(null, () -> path[0] = NextPath.of(text), "small", 256 << 10);
		thread.start();
		thread.join();
		return path[0];
	}

}
