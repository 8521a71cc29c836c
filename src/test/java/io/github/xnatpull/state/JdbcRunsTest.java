package io.github.xnatpull.state;

import io.github.xnatpull.plan.RunsContract;
import io.github.xnatpull.plan.StatePorts;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbcRunsTest extends RunsContract {
    @RegisterExtension
    private final TestState state = TestState.onDisk();

    @Override
    protected StatePorts state() {
        return state;
    }
}
