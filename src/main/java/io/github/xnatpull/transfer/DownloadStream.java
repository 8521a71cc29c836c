package io.github.xnatpull.transfer;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.plan.PlanItem;
import io.github.xnatpull.plan.RunObserver;
import io.github.xnatpull.support.FailPoint;
import io.github.xnatpull.support.StopSignal;
import io.github.xnatpull.xnat.XnatContent.Body;
import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of a body on their way in: counted, told to the observer, ended when the run must end. What breaks here is the
 * network, which tells it from a failing disk: both are {@link IOException}s.
 */
final class DownloadStream extends InputStream {

    private static final int TELL_EVERY = 1 << 16;

    private final Body body;
    private final InputStream stream;
    private final PlanItem item;
    private final Throttle throttle;
    private final StopSignal stop;
    private final RunObserver observer;
    private final AutoCloseable cutting;
    private long bytes;
    private long untold;

    DownloadStream(Body body, PlanItem item, TransferContext context) {
        FailPoint.hit("afterRequest");
        this.body = body;
        this.stream = body.stream();
        this.item = item;
        this.throttle = context.pace().throttle();
        this.stop = context.stop();
        this.observer = context.observer();
        // Closing the body from outside wakes a read that waits for the server.
        this.cutting = stop.whenCut(body::close);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = readBody(buffer, offset, length);
        if (count > 0) {
            bytes += count;
            untold += count;
            if (untold >= TELL_EVERY) {
                tell();
            }
            FailPoint.hit("midBody");
        }
        return count;
    }

    private int readBody(byte[] buffer, int offset, int length) throws IOException {
        if (stop.cutRequested()) {
            throw TransferContext.stopped(new IOException("cut"));
        }
        try {
            int granted = throttle.take(length);
            int count = stream.read(buffer, offset, granted);
            throttle.giveBack(granted - Math.max(0, count));
            return count;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw TransferContext.stopped(e);
        } catch (IOException e) {
            if (stop.cutRequested()) {
                throw TransferContext.stopped(e);
            }
            throw broken(String.valueOf(e.getMessage()), e);
        } catch (Fault e) {
            if (stop.cutRequested()) {
                throw TransferContext.stopped(e);
            }
            if (TransferContext.endsRun(e)) {
                throw e;
            }
            throw broken(e.because(), e);
        }
    }

    private BrokenBodyException broken(String why, Exception cause) {
        return new BrokenBodyException("the connection broke after " + bytes + " bytes (" + why + ")", cause);
    }

    /** How many bytes came so far. */
    long bytes() {
        return bytes;
    }

    private void tell() {
        observer.bytesArrived(item, untold);
        untold = 0;
    }

    @Override
    public void close() {
        if (untold > 0) {
            tell();
        }
        try {
            cutting.close();
        } catch (Exception e) {
            throw new IllegalStateException("forgetting a listener cannot fail", e);
        } finally {
            body.close();
        }
    }
}
