package io.github.xnatpull.xnat.http;

/**
 * Who we are to the server. The gateway asks it for the cookie of each request, and, when a reply looks as if meant for
 * somebody else, whether we are still ourselves. Safe for many threads.
 */
public interface Identity {
    /** Nobody: requests that need no login, or bring their own. */
    Identity NOBODY = new Identity() {
        @Override
        public Pass pass() {
            return new Pass(0, "");
        }

        @Override
        public boolean confirms(Pass pass) {
            return true;
        }

        @Override
        public void renew(Pass pass) {}
    };

    /** What to show with the next request; logs in on first use. */
    Pass pass();

    /** Asks the server whether this pass is still ours; false where a newer one has taken its place. */
    boolean confirms(Pass pass);

    /** Gets a new pass, once for all threads that come with the same old one. */
    void renew(Pass pass);

    /** The server answered a request with this pass as it should. */
    default void served(Pass pass) {}

    /**
     * A login at the server.
     *
     * @param generation counts logins: a higher one is newer
     * @param cookie the Cookie header; blank for none
     */
    record Pass(long generation, String cookie) {
        @Override
        public String toString() {
            return "pass " + generation;
        }
    }
}
