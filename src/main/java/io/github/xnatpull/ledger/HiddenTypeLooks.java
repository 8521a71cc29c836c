package io.github.xnatpull.ledger;

import io.github.xnatpull.support.AtomicFile;
import io.github.xnatpull.support.CsvDialect;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVParser;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When the listing that shows sessions of types that are not set up was read last, and how many it added
 * ({@code docs/stored-forms.md}). It can be slow on large servers: where it added nothing it is read once a week. What it
 * shows depends on the user. Losing this memory costs one request a project.
 */
public final class HiddenTypeLooks {
    /** How long a listing that added nothing is not read again. */
    public static final Duration EVERY = Duration.ofDays(7);

    private static final Logger LOG = LoggerFactory.getLogger(HiddenTypeLooks.class);
    private static final String FILE = "hidden-types.csv";
    private static final List<String> COLUMNS = List.of("server", "user", "project", "asked_at", "added");

    private final Optional<Path> home;
    private final String server;
    private final boolean always;
    private final Clock clock;
    private final Map<Key, Look> looks = new LinkedHashMap<>();

    private record Key(String server, String user, String project) {}

    private record Look(Instant askedAt, long added) {}

    private HiddenTypeLooks(Optional<Path> home, String server, boolean always, Clock clock) {
        this.home = home;
        this.server = server;
        this.always = always;
        this.clock = clock;
    }

    /** Without a memory: the listing is always read. */
    public static HiddenTypeLooks unremembered() {
        return new HiddenTypeLooks(Optional.empty(), "", true, Clock.systemUTC());
    }

    /**
     * As a destination remembers them.
     *
     * @param server its address
     * @param always whether the listing is read whatever is remembered
     */
    public static HiddenTypeLooks at(Destination destination, String server, boolean always, Clock clock) {
        HiddenTypeLooks made = new HiddenTypeLooks(Optional.of(destination.home()), server, always, clock);
        made.read(destination.home().resolve(FILE));
        return made;
    }

    private void read(Path file) {
        if (!Files.exists(file)) {
            return;
        }
        try (Reader in = Files.newBufferedReader(file);
                CSVParser parser = CsvDialect.parser(in)) {
            if (!parser.getHeaderNames().equals(COLUMNS)) {
                return; // of another version: the listing is read once more
            }
            CsvDialect.lines(parser)
                    .forEach(cells -> looks.put(
                            new Key(cells.get(0), cells.get(1), cells.get(2)),
                            new Look(Instant.parse(cells.get(3)), Long.parseLong(cells.get(4)))));
        } catch (IOException | RuntimeException e) {
            LOG.debug("{} cannot be read", file, e);
            looks.clear();
        }
    }

    /** Whether the listing is to be read for a project. */
    public boolean isDue(String user, String project) {
        Look last = looks.get(new Key(server, user, project));
        Instant now = clock.instant();
        return always
                || last == null
                || last.added() > 0
                || last.askedAt().isAfter(now)
                || !now.isBefore(last.askedAt().plus(EVERY));
    }

    /** The listing was read, and added so many sessions to those of a project. */
    public void read(String user, String project, long added) {
        looks.put(new Key(server, user, project), new Look(clock.instant(), added));
    }

    /** Whether the listing has ever shown this user a hidden session: only who reads all data sees one. */
    public boolean isShownHidden(String user) {
        return looks.entrySet().stream()
                .anyMatch(look -> look.getKey().server().equals(server)
                        && look.getKey().user().equals(user)
                        && look.getValue().added() > 0);
    }

    /** Writes them down; where that cannot be, the listing is read once more than needed. */
    public void save() {
        if (home.isEmpty() || looks.isEmpty() || !Files.isDirectory(home.get())) {
            return;
        }
        List<List<String>> lines = new ArrayList<>();
        looks.forEach((key, look) -> lines.add(List.of(
                key.server(), key.user(), key.project(), look.askedAt().toString(), Long.toString(look.added()))));
        try {
            AtomicFile.replace(home.get().resolve(FILE), AtomicFile.Access.OWNER, out -> {
                var printer = CsvDialect.printer(out, COLUMNS);
                for (List<String> line : lines) {
                    CsvDialect.print(printer, line);
                }
            });
        } catch (IOException e) {
            LOG.debug("{} cannot be written", FILE, e);
        }
    }
}
