package io.github.xnatpull.miniature.http;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One client's connection, kept alive from request to request. */
final class ClientConnection {
    private static final int BUFFER = 64 * 1024;

    private final Socket socket;
    private final HttpHandler handler;
    private final ReplyFilter filter;
    private final RequestLog log;
    private final ReplyWriter writer;

    ClientConnection(Socket socket, HttpHandler handler, ReplyFilter filter, RequestLog log, ReplyWriter writer) {
        this.socket = socket;
        this.handler = handler;
        this.filter = filter;
        this.log = log;
        this.writer = writer;
    }

    void serve() {
        try {
            socket.setTcpNoDelay(true);
            RequestReader reader = new RequestReader(new BufferedInputStream(socket.getInputStream()));
            OutputStream out = new BufferedOutputStream(socket.getOutputStream(), BUFFER);
            boolean open = true;
            while (open) {
                Optional<HttpRequest> request = reader.next();
                open = request.isPresent() && answered(request.get(), out);
            }
        } catch (IOException e) {
            // The client has gone, or the filter wants the connection to end: either way it does.
            return;
        }
    }

    private boolean answered(HttpRequest request, OutputStream out) throws IOException {
        Turn turn = new Turn(request, out);
        filter.reply(turn);
        out.flush();
        return turn.keepOpen && turn.replied && !request.header("Connection").equalsIgnoreCase("close");
    }

    void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed as far as we can close it.
            return;
        }
    }

    private final class Turn implements Exchange {
        private final HttpRequest request;
        private final OutputStream out;
        private final RequestLog.Line line;
        private @Nullable HttpReply answer;
        private boolean keepOpen = true;
        private boolean replied;

        Turn(HttpRequest request, OutputStream out) {
            this.request = request;
            this.out = out;
            this.line = log.add(request);
        }

        @Override
        public HttpRequest request() {
            return request;
        }

        @Override
        public HttpReply answer() {
            if (answer == null) {
                answer = handler.answer(request);
            }
            return answer;
        }

        @Override
        public HttpReply answerTo(HttpRequest other) {
            return handler.answer(other);
        }

        @Override
        public void send(HttpReply reply) throws IOException {
            replied = true;
            line.replied(reply.status());
            boolean head = request.method().equals("HEAD");
            boolean whole = writer.write(reply, head, out, count -> log.sent(line, count));
            if (!whole || reply.header("Connection").equalsIgnoreCase("close")) {
                keepOpen = false;
            }
        }

        @Override
        public OutputStream wire() {
            keepOpen = false;
            return out;
        }

        @Override
        public void reset() throws IOException {
            keepOpen = false;
            socket.setSoLinger(true, 0);
            socket.close();
        }

        @Override
        public void hangUp() {
            keepOpen = false;
        }
    }
}
