package io.github.xnatpull.xnat.rest;

import io.github.xnatpull.xnat.XnatContent.Body;
import io.github.xnatpull.xnat.http.Reply;
import java.io.InputStream;
import java.util.OptionalLong;

/** The body of a reply as the port knows it. */
record ReplyBody(Reply reply, OptionalLong total, long offset) implements Body {
    @Override
    public InputStream stream() {
        return reply.body();
    }

    @Override
    public OptionalLong length() {
        return reply.length();
    }

    @Override
    public String lastModified() {
        return reply.header("Last-Modified");
    }

    @Override
    public String contentType() {
        return reply.header("Content-Type");
    }

    @Override
    public boolean rangesOffered() {
        return reply.status() == 206 || reply.header("Accept-Ranges").trim().equalsIgnoreCase("bytes");
    }

    @Override
    public void close() {
        reply.close();
    }
}
