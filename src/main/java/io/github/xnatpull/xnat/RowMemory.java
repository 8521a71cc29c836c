package io.github.xnatpull.xnat;

/**
 * The memory for the rows of one listing of files. Nobody knows how long a listing is before it has come: the hints of the
 * server may be blank or wrong. So its reader is asked while the rows arrive; where it has no more memory, the listing goes
 * on to a temporary file, and its rows are handed out once there is memory for all of them.
 */
public interface RowMemory {
    /** Few rows, and no waiting: for readers that keep none of what they are given. */
    RowMemory FEW = new RowMemory() {
        @Override
        public void restart() {
            // Each question names the whole: nothing is remembered here.
        }

        @Override
        public boolean grow(long rows) {
            return rows <= 4_000;
        }

        @Override
        public void await(long rows) {
            // The reader keeps none of them.
        }
    };

    /** A listing begins, perhaps not for the first time: what came of it before is forgotten. */
    void restart();

    /**
     * Whether so many rows of this listing may be in memory, all in all. Never waits, because a connection is open; once it
     * has said no, it says so until the listing begins anew.
     *
     * @throws io.github.xnatpull.fault.Fault {@code LIST_TOO_LARGE} where there will never be memory for so many
     */
    boolean grow(long rows);

    /**
     * Returns when there is memory for so many rows; until then nothing of the listing is in memory and no connection open.
     *
     * @throws io.github.xnatpull.fault.Fault {@code LIST_TOO_LARGE} where there never will be; {@code STOPPED}
     */
    void await(long rows);

    /** How many rows a row counts for: one, and more where its path is very long. */
    static long weight(FileRow row) {
        return 1 + row.path().length() / 200;
    }
}
