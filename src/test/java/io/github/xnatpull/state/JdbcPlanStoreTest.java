package io.github.xnatpull.state;

import io.github.xnatpull.plan.PlanStoreContract;
import io.github.xnatpull.plan.StatePorts;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbcPlanStoreTest extends PlanStoreContract {
    @RegisterExtension
    private final TestState state = TestState.onDisk();

    @Override
    protected StatePorts state() {
        return state;
    }
}
