package io.github.xnatpull.miniature.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A blocking HTTP/1.1 server on loopback with one daemon thread per connection. */
public final class HttpServer implements AutoCloseable {
    private static final int BACKLOG = 128;

    private final ServerSocket listening;
    private final HttpHandler handler;
    private final ReplyFilter filter;
    private final Clock clock;
    private final RequestLog log = new RequestLog();
    private final Set<ClientConnection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();

    private HttpServer(ServerSocket listening, HttpHandler handler, ReplyFilter filter, Clock clock) {
        this.listening = listening;
        this.handler = handler;
        this.filter = filter;
        this.clock = clock;
    }

    /**
     * Starts to listen on 127.0.0.1.
     *
     * @param port 0 for any free one
     * @throws UncheckedIOException when the port is taken
     */
    public static HttpServer start(int port, HttpHandler handler, ReplyFilter filter, Clock clock) {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), BACKLOG);
            HttpServer server = new HttpServer(socket, handler, filter, clock);
            daemon(server::accept, "miniature-xnat-" + socket.getLocalPort());
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot listen on 127.0.0.1:" + port, e);
        }
    }

    public int port() {
        return listening.getLocalPort();
    }

    public RequestLog log() {
        return log;
    }

    /** Connections open now. */
    public int openConnections() {
        return connections.size();
    }

    /** Connections accepted since the start. */
    public int acceptedConnections() {
        return accepted.get();
    }

    /** Stops listening and closes every connection, also in the middle of a reply. */
    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot stop listening", e);
        }
        connections.forEach(ClientConnection::close);
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                accepted.incrementAndGet();
                ClientConnection connection = new ClientConnection(socket, handler, filter, log, new ReplyWriter(clock));
                connections.add(connection);
                daemon(() -> serve(connection), "miniature-xnat-connection");
            } catch (IOException e) {
                if (listening.isClosed()) {
                    return;
                }
            }
        }
    }

    private void serve(ClientConnection connection) {
        try {
            if (!listening.isClosed()) {
                connection.serve();
            }
        } finally {
            connection.close();
            connections.remove(connection);
        }
    }

    private static void daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
