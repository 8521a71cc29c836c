package io.github.xnatpull.fakes;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Lets something happen, once, exactly when so many bytes have passed. */
final class EventStream extends FilterOutputStream {
    private final Event event;
    private long left;
    private boolean happened;

    /** What happens. */
    interface Event {
        void happen() throws IOException;
    }

    EventStream(OutputStream out, long at, Event event) {
        super(out);
        this.left = at;
        this.event = event;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        int before = happened ? length : (int) Math.min(left, length);
        out.write(bytes, from, before);
        left -= before;
        if (!happened && left == 0) {
            happened = true;
            event.happen();
        }
        out.write(bytes, from + before, length - before);
    }
}
