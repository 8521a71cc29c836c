package io.github.xnatpull.fakes;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on loopback that answers with whatever bytes a test scripts, and keeps a log of what it was asked. */
public final class ScriptedServer implements AutoCloseable {
    private final ServerSocket listener;
    private final Script script;
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();

    /** What a test wants to be answered. */
    @FunctionalInterface
    public interface Script {
        void answer(Call call) throws IOException;
    }

    public ScriptedServer(Script script) {
        this(plainListener(), script);
    }

    /** On a listener of the test's own, for example one that speaks TLS. */
    public ScriptedServer(ServerSocket listener, Script script) {
        this.listener = listener;
        this.script = script;
        start(this::accept);
    }

    private static ServerSocket plainListener() {
        try {
            return new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return listener.getLocalPort();
    }

    public String url() {
        return "http://127.0.0.1:" + port();
    }

    /** All requests so far, in order of arrival. */
    public List<Call> calls() {
        return calls;
    }

    /** How many requests had this method and a target that begins so. */
    public long count(String method, String targetPrefix) {
        return calls.stream()
                .filter(call -> call.method.equals(method) && call.target.startsWith(targetPrefix))
                .count();
    }

    public int connections() {
        return connections.get();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                socket.setTcpNoDelay(true);
                open.add(socket);
                connections.incrementAndGet();
                start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            while (!socket.isClosed()) {
                String first = line(in);
                if (first.isEmpty()) {
                    return;
                }
                Call call = new Call(calls.size() + 1, first.split(" "), headers(in), socket, out);
                calls.add(call);
                script.answer(call);
                out.flush();
            }
        } catch (IOException e) {
            return;
        } finally {
            open.remove(socket);
        }
    }

    private static Map<String, String> headers(InputStream in) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            String[] pair = line.split(":", 2);
            headers.put(pair[0].toLowerCase(Locale.ROOT), pair.length > 1 ? pair[1].trim() : "");
        }
        return headers;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "scripted-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One request, and the means to answer it. */
    public static final class Call {
        public final int number;
        public final String method;
        public final String target;
        public final Map<String, String> headers;
        private final Socket socket;
        private final OutputStream out;

        Call(int number, String[] requestLine, Map<String, String> headers, Socket socket, OutputStream out) {
            this.number = number;
            this.method = requestLine[0];
            this.target = requestLine.length > 1 ? requestLine[1] : "";
            this.headers = headers;
            this.socket = socket;
            this.out = out;
        }

        public String header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        }

        /** A whole reply; extra headers as {@code Name: value}. */
        public void send(int status, String body, String... extra) throws IOException {
            send(status, body.getBytes(StandardCharsets.UTF_8), extra);
        }

        public void json(String body) throws IOException {
            send(200, body, "Content-Type: application/json");
        }

        /** A whole reply of these very bytes. */
        public void send(int status, byte[] body, String... extra) throws IOException {
            head(status, "Content-Length: " + body.length, extra);
            out.write(body);
        }

        /** Just a head; what follows is the test's. */
        public void head(int status, String first, String... extra) throws IOException {
            StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " \r\n" + first + "\r\n");
            for (String header : extra) {
                head.append(header).append("\r\n");
            }
            raw(head.append("\r\n").toString());
        }

        public void raw(String bytes) throws IOException {
            out.write(bytes.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }

        /** Ends the connection. */
        public void hangUp() throws IOException {
            out.flush();
            socket.close();
        }

        /** Ends the connection with a reset. */
        public void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        @Override
        public String toString() {
            return method + " " + target;
        }
    }
}
