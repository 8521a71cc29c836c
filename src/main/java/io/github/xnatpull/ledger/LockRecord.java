package io.github.xnatpull.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The record of who holds a lock: lines of {@code key=value}. What this program does not know, a later version's or an
 * earlier one's, is blank or passed over.
 */
final class LockRecord {
    /** What a machine that does not tell its boot id has for one. */
    private static final String UNKNOWN = "unknown";

    private static final List<String> FOR_PEOPLE = List.of("purpose", "host", "pid", "started", "renewed");
    /** By how much two looks at the start of one process may differ. */
    private static final Duration SAME_START = Duration.ofSeconds(2);

    private final String text;
    private final Map<String, String> values = new HashMap<>();

    private LockRecord(String text) {
        this.text = text;
        text.lines().filter(line -> line.contains("=")).forEach(line -> {
            int end = line.indexOf('=');
            values.put(line.substring(0, end), line.substring(end + 1));
        });
    }

    static LockRecord parse(String text) {
        return new LockRecord(text);
    }

    /** Of this process. */
    static LockRecord ofThisProcess(String id, String purpose, Clock clock) {
        ProcessHandle self = ProcessHandle.current();
        Instant start = self.info().startInstant().orElseGet(clock::instant).truncatedTo(ChronoUnit.SECONDS);
        return new LockRecord("id=" + id + "\npurpose=" + purpose + "\nhost=" + hostName() + "\npid=" + self.pid()
                + "\nboot=" + bootId() + "\nprocesses=" + processes() + "\nstarted=" + start + "\nticks="
                + ticks("self") + "\nrenewed=" + clock.instant() + "\n");
    }

    /** What a file says; empty where there is none. */
    static Optional<LockRecord> read(Path file) throws IOException {
        try {
            return Optional.of(Files.readString(file))
                    .filter(text -> !text.isBlank())
                    .map(LockRecord::new);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    String text() {
        return text;
    }

    private String value(String key) {
        return values.getOrDefault(key, "");
    }

    /** Whether the same holder wrote both. */
    boolean isOf(String id) {
        return value("id").equals(id);
    }

    /**
     * Whether both were written under the same running kernel, where the system's locks reach from one to the other. A
     * host name does not tell: two machines may have one name, and containers of one machine have several.
     */
    boolean isOfSameSystem(LockRecord other) {
        String mine = value("boot");
        String theirs = other.value("boot");
        return isKnown(mine) && isKnown(theirs)
                ? mine.equals(theirs)
                : isKnown(mine) == isKnown(theirs) && value("host").equals(other.value("host"));
    }

    private static boolean isKnown(String boot) {
        return !boot.isEmpty() && !boot.equals(UNKNOWN);
    }

    /** Whether a process id of the one means the same process in the other: not from one container to the next. */
    boolean countsProcessesLike(LockRecord other) {
        return isOfSameSystem(other) && value("processes").equals(other.value("processes"));
    }

    /** Whether both are of one process, whose ids count alike. */
    boolean isOfSameProcess(LockRecord other) {
        return value("pid").equals(other.value("pid")) && value("ticks").equals(other.value("ticks"));
    }

    /** Whether the process of this record runs, as seen from a process that counts processes like it. */
    boolean isAlive() {
        try {
            Optional<ProcessHandle> process =
                    ProcessHandle.of(Long.parseLong(value("pid"))).filter(ProcessHandle::isAlive);
            return process.isPresent() && startedLike(process.get());
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** A process id is given again: another start is another process. */
    private boolean startedLike(ProcessHandle process) {
        String ticks = ticks(Long.toString(process.pid()));
        if (!value("ticks").isEmpty() && !ticks.isEmpty()) {
            return ticks.equals(value("ticks"));
        }
        Optional<Instant> recorded = instant("started");
        Optional<Instant> seen = process.info().startInstant();
        return recorded.isEmpty()
                || seen.isEmpty()
                || Duration.between(recorded.get(), seen.get()).abs().compareTo(SAME_START) <= 0;
    }

    /** When it was written last, by the clock of the machine that wrote it. */
    Optional<Instant> renewed() {
        return instant("renewed");
    }

    private Optional<Instant> instant(String key) {
        try {
            return Optional.of(Instant.parse(value(key)));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** Who it is, for people. */
    String words() {
        return FOR_PEOPLE.stream()
                .filter(values::containsKey)
                .map(key -> key + " " + value(key))
                .collect(Collectors.joining(", "));
    }

    private static String hostName() {
        try {
            return java.net.InetAddress.getLocalHost().getHostName();
        } catch (java.net.UnknownHostException e) {
            return UNKNOWN;
        }
    }

    private static String bootId() {
        return linux(() -> Files.readString(Path.of("/proc/sys/kernel/random/boot_id"))
                        .trim())
                .orElse(UNKNOWN);
    }

    /** The name space in which process ids count. */
    private static String processes() {
        return linux(() -> Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString())
                .orElse("");
    }

    /** When a process began, in ticks since the machine did: unlike a time of day, nobody ever sets this clock. */
    private static String ticks(String process) {
        return linux(() -> {
                    String stat = Files.readString(Path.of("/proc", process, "stat"));
                    // The second field is the program's name, in which there may be anything.
                    return stat.substring(stat.lastIndexOf(')') + 2).split(" ")[19];
                })
                .orElse("");
    }

    /** A look at what only Linux has. */
    private interface Look {
        String at() throws IOException;
    }

    private static Optional<String> linux(Look look) {
        try {
            return Optional.of(look.at());
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }
}
