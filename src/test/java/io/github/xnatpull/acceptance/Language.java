package io.github.xnatpull.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A system that speaks German: a locale made with {@code localedef}, where there is one, and a message catalog of the C
 * library made here, which needs no language package. Programs that are started in this environment get its messages.
 */
final class Language {
    /** Messages of glibc as it has them in German; whatever is not here stays English. */
    private static final SortedMap<String, String> MESSAGES = new TreeMap<>(Map.ofEntries(
            Map.entry("", "Language: de\nContent-Type: text/plain; charset=UTF-8\n"),
            Map.entry("No space left on device", "Auf dem Gerät ist kein Speicherplatz mehr verfügbar"),
            Map.entry("Disk quota exceeded", "Der zugewiesene Plattenplatz ist überschritten"),
            Map.entry("Not a directory", "Ist kein Verzeichnis"),
            Map.entry("Is a directory", "Ist ein Verzeichnis"),
            Map.entry("Permission denied", "Keine Berechtigung"),
            Map.entry("Operation not permitted", "Die Operation ist nicht erlaubt"),
            Map.entry("Read-only file system", "Das Dateisystem ist nur lesbar"),
            Map.entry("No such file or directory", "Datei oder Verzeichnis nicht gefunden"),
            Map.entry("File exists", "Die Datei existiert bereits"),
            Map.entry("Input/output error", "Eingabe-/Ausgabefehler"),
            Map.entry("Too many open files", "Zu viele offene Dateien"),
            Map.entry("Directory not empty", "Das Verzeichnis ist nicht leer"),
            Map.entry("Invalid cross-device link", "Ungültiger Link über Gerätegrenzen hinweg"),
            Map.entry("Resource temporarily unavailable", "Die Ressource ist zur Zeit nicht verfügbar"),
            Map.entry("No locks available", "Keine Sperren verfügbar"),
            Map.entry("Broken pipe", "Datenübergabe unterbrochen (broken pipe)"),
            Map.entry("Connection refused", "Verbindungsaufbau abgelehnt"),
            Map.entry("Connection reset by peer", "Die Verbindung wurde vom Kommunikationspartner zurückgesetzt")));

    private Language() {}

    /**
     * The environment of a system that speaks German; skips the test where none can be made.
     *
     * @param directory where its files may lie
     */
    static Map<String, String> german(Path directory) {
        Map<String, String> environment = new HashMap<>();
        try {
            Path catalog = Files.createDirectories(directory.resolve("de/LC_MESSAGES"));
            Files.write(catalog.resolve("libc.mo"), catalog(MESSAGES));
            // The C library looks below /usr/share/locale, and takes a language for the path of a directory there.
            environment.put("LANGUAGE", "../../.." + catalog.getParent());
            environment.put("LC_ALL", "C.UTF-8");
            if (said(
                                    List.of(
                                            "localedef",
                                            "-i",
                                            "de_DE",
                                            "-f",
                                            "UTF-8",
                                            directory.resolve("de_DE.UTF-8") + ""),
                                    Map.of())
                            != null
                    && Files.isDirectory(directory.resolve("de_DE.UTF-8"))) {
                environment.put("LOCPATH", directory.toString());
                environment.put("LC_ALL", "de_DE.UTF-8");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String words = said(List.of("cat", "/dev/null/x"), environment);
        assumeTrue(words != null && words.contains("Ist kein Verzeichnis"), "no other language can be had here");
        return environment;
    }

    private static @org.jspecify.annotations.Nullable String said(
            List<String> command, Map<String, String> environment) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().putAll(environment);
            Process process = builder.start();
            String said = new String(process.getInputStream().readAllBytes(), UTF_8);
            process.waitFor();
            return said;
        } catch (IOException e) {
            return null;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The form of GNU's message catalogs: two tables of lengths and offsets, then all strings, each with a zero after it. */
    private static byte[] catalog(SortedMap<String, String> messages) {
        List<byte[]> strings = new ArrayList<>();
        messages.keySet().forEach(text -> strings.add(text.getBytes(UTF_8)));
        messages.values().forEach(text -> strings.add(text.getBytes(UTF_8)));
        int header = 7 * Integer.BYTES;
        int tables = strings.size() * 2 * Integer.BYTES;
        ByteBuffer head = ByteBuffer.allocate(header + tables).order(ByteOrder.LITTLE_ENDIAN);
        head.putInt(0x950412de).putInt(0).putInt(messages.size());
        head.putInt(header).putInt(header + tables / 2).putInt(0).putInt(header + tables);
        ByteArrayOutputStream texts = new ByteArrayOutputStream();
        for (byte[] text : strings) {
            head.putInt(text.length).putInt(header + tables + texts.size());
            texts.writeBytes(text);
            texts.write(0);
        }
        ByteBuffer whole = ByteBuffer.allocate(head.capacity() + texts.size());
        return whole.put(head.array()).put(texts.toByteArray()).array();
    }
}
