package io.github.xnatpull.state;

import io.github.xnatpull.ledger.Folders;
import io.github.xnatpull.ledger.FoldersContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbcFoldersTest extends FoldersContract {
    @RegisterExtension
    private final TestState state = TestState.onDisk();

    @Override
    protected Folders folders() {
        return state.folders();
    }

    @Override
    protected void reopen() {
        state.reopen();
    }
}
