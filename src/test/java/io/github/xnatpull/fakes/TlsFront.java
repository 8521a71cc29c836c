package io.github.xnatpull.fakes;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/** TLS in front of a server on loopback that speaks none, as a site's reverse proxy does it. */
public final class TlsFront implements AutoCloseable {
    private final SSLServerSocket listener;
    private final int behind;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    /** @param clients whether they must show a certificate */
    public TlsFront(SSLContext context, int behind, boolean clients) {
        this.behind = behind;
        try {
            listener = (SSLServerSocket)
                    context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        listener.setNeedClientAuth(clients);
        start(this::accept);
    }

    public String url() {
        return "https://127.0.0.1:" + listener.getLocalPort();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket front = listener.accept();
                open.add(front);
                start(() -> serve(front));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket front) {
        try (front;
                Socket back = new Socket(InetAddress.getByName("127.0.0.1"), behind)) {
            open.add(back);
            InputStream asked = front.getInputStream();
            OutputStream passed = back.getOutputStream();
            start(() -> copy(asked, passed));
            copy(back.getInputStream(), front.getOutputStream());
        } catch (IOException e) {
            // A handshake that failed, or a client that has left.
            return;
        } finally {
            open.remove(front);
        }
    }

    private static void copy(InputStream from, OutputStream to) {
        try {
            byte[] buffer = new byte[16 * 1024];
            for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
                to.write(buffer, 0, read);
                to.flush();
            }
        } catch (IOException e) {
            return;
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "tls-front");
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
}
