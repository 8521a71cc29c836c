package io.github.xnatpull.cli.console;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import sun.misc.Signal;

/**
 * Finds the facts of the terminal. Java cannot ask whether standard error is one, so the launcher says so in the
 * property {@code xnatpull.terminal}: the digits of those of the three streams that are; without it the console of the
 * JDK is asked. Where it replaced a locale without UTF-8, for the sake of file names, it says that in
 * {@code xnatpull.unicode}.
 */
public final class TerminalProbe {
    private static final String PROPERTY = "xnatpull.terminal";
    private static final String UNICODE = "xnatpull.unicode";
    private static final int NARROWEST = 20;

    private final Map<String, String> environment;

    private TerminalProbe(Map<String, String> environment) {
        this.environment = environment;
    }

    public static TerminalFacts facts(Map<String, String> environment, java.util.Properties system) {
        TerminalProbe probe = new TerminalProbe(environment);
        String streams = system.getProperty(PROPERTY, System.console() == null ? "" : "012");
        boolean err = streams.contains("2");
        boolean dumb = environment.getOrDefault("TERM", "dumb").equals("dumb") && !isWindows(system);
        return new TerminalFacts(
                streams.contains("1"),
                err,
                streams.contains("0"),
                err ? probe.width() : () -> TerminalFacts.USUAL_COLUMNS,
                probe.unicode(system),
                err && !dumb,
                err && !dumb && environment.getOrDefault("NO_COLOR", "").isEmpty());
    }

    private static boolean isWindows(java.util.Properties system) {
        return system.getProperty("os.name", "").startsWith("Windows");
    }

    /** The locale decides, in the order of POSIX, but for one that the launcher chose; then what the JDK found. */
    private boolean unicode(java.util.Properties system) {
        if (system.getProperty(UNICODE, "").equals("false")) {
            return false;
        }
        for (String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
            String value = environment.getOrDefault(name, "");
            if (!value.isEmpty()) {
                String lower = value.toLowerCase(Locale.ROOT);
                return lower.contains("utf-8") || lower.contains("utf8");
            }
        }
        return system.getProperty("native.encoding", "").equalsIgnoreCase("UTF-8");
    }

    private IntSupplier width() {
        AtomicInteger known = new AtomicInteger(measured());
        try {
            Signal.handle(new Signal("WINCH"), signal -> known.set(0));
        } catch (IllegalArgumentException noSuchSignal) {
            return known::get;
        }
        return () -> {
            if (known.get() == 0) {
                known.set(measured());
            }
            return known.get();
        };
    }

    private int measured() {
        String columns = environment.getOrDefault("COLUMNS", "");
        if (columns.matches("[1-9][0-9]{0,3}")) {
            return Math.max(NARROWEST, Integer.parseInt(columns));
        }
        try {
            return sttySize();
        } catch (IOException e) {
            return TerminalFacts.USUAL_COLUMNS;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return TerminalFacts.USUAL_COLUMNS;
        }
    }

    private static int sttySize() throws IOException, InterruptedException {
        File terminal = new File("/dev/tty");
        if (!terminal.exists()) {
            return TerminalFacts.USUAL_COLUMNS;
        }
        Process stty =
                new ProcessBuilder("stty", "size").redirectInput(terminal).start();
        String answer = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).trim();
        stty.waitFor(1, TimeUnit.SECONDS);
        return answer.matches("\\d+ [1-9]\\d{0,3}")
                ? Math.max(NARROWEST, Integer.parseInt(answer.substring(answer.indexOf(' ') + 1)))
                : TerminalFacts.USUAL_COLUMNS;
    }
}
