package io.github.xnatpull.state;

import io.github.xnatpull.plan.PlanCoverageContract;
import io.github.xnatpull.plan.StatePorts;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbcPlanCoverageTest extends PlanCoverageContract {
    @RegisterExtension
    private final TestState state = TestState.onDisk();

    @Override
    protected StatePorts state() {
        return state;
    }
}
