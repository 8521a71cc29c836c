package io.github.xnatpull.cli.console;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;

/** A terminal after Ctrl-S: the first write, and all that follow, wait for Ctrl-Q. */
final class PausedStream extends OutputStream {
    private final OutputStream terminal;
    private final CountDownLatch writer = new CountDownLatch(1);
    private final CountDownLatch onward = new CountDownLatch(1);

    PausedStream(OutputStream terminal) {
        this.terminal = terminal;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        writer.countDown();
        try {
            onward.await();
        } catch (InterruptedException e) {
            throw new InterruptedIOException("the terminal is paused");
        }
        terminal.write(bytes, offset, length);
    }

    /** Returns when somebody waits for the terminal. */
    void awaitWriter() throws InterruptedException {
        writer.await();
    }

    void goOn() {
        onward.countDown();
    }
}
