package io.github.xnatpull.state;

import io.github.xnatpull.plan.PlanOutcomesContract;
import io.github.xnatpull.plan.StatePorts;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbcPlanOutcomesTest extends PlanOutcomesContract {
    @RegisterExtension
    private final TestState state = TestState.onDisk();

    @Override
    protected StatePorts state() {
        return state;
    }
}
