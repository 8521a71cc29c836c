package io.github.xnatpull.xnat.http;

import java.net.URI;

/** One request, one reply: no retry, no login. */
interface Wire extends AutoCloseable {
    /**
     * Sends the request to a target, which is its own or where a redirect led.
     *
     * @param cookie the Cookie header, blank for none
     */
    Reply exchange(Request request, URI target, String cookie);

    @Override
    void close();
}
