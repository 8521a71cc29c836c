package io.github.xnatpull.state;

import io.github.xnatpull.plan.RunRecordsContract;
import io.github.xnatpull.plan.StatePorts;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbcRunRecordsTest extends RunRecordsContract {
    @RegisterExtension
    private final TestState state = TestState.onDisk();

    @Override
    protected StatePorts state() {
        return state;
    }
}
