package io.github.xnatpull.demo.http;

/** Answers requests; called on many threads at once. */
@FunctionalInterface
public interface HttpHandler {
    HttpReply answer(HttpRequest request);
}
