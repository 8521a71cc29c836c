package io.github.xnatpull.storage;

import io.github.xnatpull.support.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Forces many files to disk by a few threads: the disk can merge what it is asked for at the same time, and the stream from
 * the server never waits for it.
 */
public final class Forcer implements AutoCloseable {

    private static final int BLOCK = 64;

    private final ThreadPoolExecutor pool;

    /** @param threads how many files are forced at a time */
    public Forcer(int threads) {
        pool = new ThreadPoolExecutor(threads, threads, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(task, "forcer");
            thread.setDaemon(true);
            return thread;
        });
        pool.allowCoreThreadTimeOut(true);
    }

    /** Returns when every path is on disk. */
    void force(List<Path> paths) throws IOException {
        if (paths.size() <= 2) {
            forceBlock(paths);
            return;
        }
        List<Future<?>> blocks = new ArrayList<>();
        for (int from = 0; from < paths.size(); from += BLOCK) {
            List<Path> block = paths.subList(from, Math.min(paths.size(), from + BLOCK));
            blocks.add(pool.submit(() -> {
                forceBlock(block);
                return true;
            }));
        }
        for (Future<?> block : blocks) {
            await(block);
        }
    }

    private static void forceBlock(List<Path> paths) throws IOException {
        for (Path path : paths) {
            Disk.force(path);
        }
    }

    private static void await(Future<?> block) throws IOException {
        try {
            block.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new java.io.InterruptedIOException("interrupted while files were forced to disk");
        }
    }

    @Override
    public void close() {
        pool.shutdown();
    }
}
