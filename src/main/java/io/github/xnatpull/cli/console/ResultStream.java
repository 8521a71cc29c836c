package io.github.xnatpull.cli.console;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** Standard output, which remembers why it could not be written. */
final class ResultStream extends FilterOutputStream {
    private volatile Optional<IOException> failure = Optional.empty();

    ResultStream(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int one) throws IOException {
        noting(() -> out.write(one));
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        noting(() -> out.write(bytes, from, length));
    }

    @Override
    public void flush() throws IOException {
        noting(out::flush);
    }

    /** Why it could not be written, the first time. */
    Optional<IOException> failure() {
        return failure;
    }

    private interface Action {
        void run() throws IOException;
    }

    private void noting(Action action) throws IOException {
        try {
            action.run();
        } catch (IOException e) {
            failure = failure.or(() -> Optional.of(e));
            throw e;
        }
    }
}
