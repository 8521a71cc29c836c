package io.github.xnatpull.state;

import io.github.xnatpull.plan.PlanNamesContract;
import io.github.xnatpull.plan.StatePorts;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbcPlanNamesTest extends PlanNamesContract {
    @RegisterExtension
    private final TestState state = TestState.onDisk();

    @Override
    protected StatePorts state() {
        return state;
    }
}
