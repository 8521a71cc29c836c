package io.github.xnatpull.xnat.http;

/**
 * When requests may go out, for all threads alike.
 *
 * @param pacer holds them back while the server wants a pause
 * @param health holds them back while the server is away
 * @param waiting how a single request waits
 */
record Turns(Pacer pacer, ServerHealth health, StoppableSleep waiting) {}
