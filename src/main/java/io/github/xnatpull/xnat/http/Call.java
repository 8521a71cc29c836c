package io.github.xnatpull.xnat.http;

/**
 * What one caller wants of the server, on its way through the layers.
 *
 * @param cookie the Cookie header, blank until {@link Authenticated} has put it there
 * @param tries how it went so far
 */
record Call<T>(Identity identity, String cookie, Request request, ReplyHandler<T> handler, Tries tries) {
    Call<T> with(String newCookie) {
        return new Call<>(identity, newCookie, request, handler, tries);
    }

    String action() {
        return request.action();
    }
}
