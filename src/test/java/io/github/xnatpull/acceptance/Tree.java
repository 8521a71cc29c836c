package io.github.xnatpull.acceptance;

import io.github.xnatpull.miniature.archive.MiniatureArchive;
import io.github.xnatpull.miniature.archive.Resource;
import io.github.xnatpull.miniature.archive.Session;
import io.github.xnatpull.miniature.archive.StoredFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Files by their path and MD5: those at a destination, and those that should be there. */
final class Tree {
    private Tree() {}

    /** What lies at a destination, but for what is ours: {@code .xnatpull} and the reports. */
    static Map<String, String> at(Path destination) {
        Map<String, String> found = new TreeMap<>();
        if (!Files.exists(destination)) {
            return found;
        }
        try (Stream<Path> paths = Files.walk(destination)) {
            paths.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                    .forEach(path -> {
                        String name = destination.relativize(path).toString();
                        if (!name.startsWith(".xnatpull/") && !name.startsWith("reports/")) {
                            found.put(name, md5(path));
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    /** What the sessions of an archive should become: their own resources and their scans'. For plain names only. */
    static Map<String, String> of(MiniatureArchive archive) {
        Map<String, String> expected = new TreeMap<>();
        archive.experiments().stream()
                .filter(Session.class::isInstance)
                .map(Session.class::cast)
                .forEach(session -> {
                    session.holder().resources().forEach(resource -> add(expected, session.label(), resource));
                    session.scans().forEach(scan -> scan.holder()
                            .resources()
                            .forEach(resource -> add(expected, session.label() + "/scans/" + scan.id(), resource)));
                });
        return expected;
    }

    private static void add(Map<String, String> expected, String where, Resource resource) {
        for (StoredFile file : resource.files()) {
            expected.put(
                    where + "/resources/" + resource.label() + "/files/" + file.path(),
                    file.content().md5());
        }
    }

    static String md5(Path file) {
        try (InputStream in = Files.newInputStream(file);
                DigestInputStream digesting = new DigestInputStream(in, MessageDigest.getInstance("MD5"))) {
            digesting.transferTo(java.io.OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digesting.getMessageDigest().digest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
