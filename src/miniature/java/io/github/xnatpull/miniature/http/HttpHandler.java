package io.github.xnatpull.miniature.http;

/** Answers requests; called on many threads at once. */
@FunctionalInterface
public interface HttpHandler {
    HttpReply answer(HttpRequest request);
}
