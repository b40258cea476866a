package io.parley;

import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Says at the end of a run, in one sentence for each reason, what was skipped and why.
 */
public final class SkipReport implements TestExecutionListener {

	private final Set<String> reasons = new ConcurrentSkipListSet<>();

	private final AtomicInteger skipped = new AtomicInteger();

	@Override
	public void executionSkipped(TestIdentifier test, String reason) {
		this.skipped.incrementAndGet();
		this.reasons.add(reason);
	}

	@Override
	public void testPlanExecutionFinished(TestPlan plan) {
		if (!this.reasons.isEmpty()) {
			System.err
				.println("Skipped " + this.skipped + " tests or test classes: " + String.join("; ", this.reasons));
		}
	}

}
