package io.github.xnatpull.xnat.http;

/**
 * Who we are to the server. The gateway asks it for the cookie of each request, and, when a reply looks as if meant for
 * somebody else, whether we are still ourselves. Safe for many threads.
 */
public interface Identity {
    /** Nobody: requests that need no login, or bring their own. */
    Identity NOBODY = new Identity() {
        @Override
        public SessionCookie cookie() {
            return new SessionCookie(0, "");
        }

        @Override
        public boolean confirms(SessionCookie cookie) {
            return true;
        }

        @Override
        public void renew(SessionCookie cookie) {}
    };

    /** What to show with the next request; logs in on first use. */
    SessionCookie cookie();

    /** Asks the server whether this pass is still ours; false where a newer one has taken its place. */
    boolean confirms(SessionCookie cookie);

    /** Gets a new pass, once for all threads that come with the same old one. */
    void renew(SessionCookie cookie);

    /** The server answered a request with this pass as it should. */
    default void served(SessionCookie cookie) {}

    /**
     * A login at the server.
     *
     * @param generation counts logins: a higher one is newer
     * @param cookie the Cookie header; blank for none
     */
    record SessionCookie(long generation, String cookie) {
        @Override
        public String toString() {
            return "pass " + generation;
        }
    }
}
