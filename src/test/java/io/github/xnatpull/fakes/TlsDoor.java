package io.github.xnatpull.fakes;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** TLS in front of a plain server on loopback, with a certificate that can change while connections come and go. */
public final class TlsDoor implements AutoCloseable {
    private final ServerSocket listener;
    private final int behind;
    private final char[] password;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile SSLContext shown;

    /**
     * @param url of the plain server
     * @param key a PKCS#12 file
     */
    public TlsDoor(String url, Path key, String password) {
        try {
            this.behind = URI.create(url).getPort();
            this.password = password.toCharArray();
            this.shown = context(key);
            this.listener = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    public String url() {
        return "https://127.0.0.1:" + listener.getLocalPort();
    }

    /** Shows another certificate from now on; who is inside is shown out. */
    public void show(Path key) {
        shown = context(key);
        open.forEach(TlsDoor::end);
    }

    private SSLContext context(Path key) {
        try (InputStream in = Files.newInputStream(key)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password);
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, password);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(factory.getKeyManagers(), null, null);
            return context;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket plain = listener.accept();
                start(() -> serve(plain));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket plain) {
        try (SSLSocket outside =
                        (SSLSocket) shown.getSocketFactory().createSocket(plain, "127.0.0.1", plain.getPort(), true);
                Socket inside = new Socket(InetAddress.getByName("127.0.0.1"), behind)) {
            open.add(plain);
            outside.setUseClientMode(false);
            outside.startHandshake();
            start(() -> pump(outside, inside));
            pump(inside, outside);
        } catch (IOException e) {
            // Refused by the client, or shown out: what the test wants.
            return;
        } finally {
            open.remove(plain);
            end(plain);
        }
    }

    private static void pump(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[1 << 13];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                out.write(buffer, 0, count);
                out.flush();
            }
        } catch (IOException e) {
            return;
        } finally {
            end(to);
        }
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is as good as closed.
            return;
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "tls-door");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        open.forEach(TlsDoor::end);
    }
}
