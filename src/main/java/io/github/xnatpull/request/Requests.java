package io.github.xnatpull.request;

import static io.github.xnatpull.fault.Fault.fault;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.fault.SourcePosition;
import io.github.xnatpull.layout.Layout;
import io.github.xnatpull.request.PullRequest.Archives;
import io.github.xnatpull.request.PullRequest.Choice;
import io.github.xnatpull.request.PullRequest.LayoutSettings;
import io.github.xnatpull.request.PullRequest.LimitPair;
import io.github.xnatpull.request.PullRequest.Limits;
import io.github.xnatpull.request.PullRequest.Load;
import io.github.xnatpull.request.PullRequest.NameBy;
import io.github.xnatpull.request.PullRequest.Place;
import io.github.xnatpull.request.PullRequest.Reporting;
import io.github.xnatpull.request.PullRequest.Site;
import io.github.xnatpull.request.PullRequest.Strictness;
import io.github.xnatpull.request.TransferSettings.Existing;
import io.github.xnatpull.selection.Recheck;
import io.github.xnatpull.selection.Selection;
import io.github.xnatpull.selection.Selection.ListSource;
import io.github.xnatpull.selection.Selector;
import io.github.xnatpull.support.Bandwidth;
import io.github.xnatpull.support.ByteSize;
import io.github.xnatpull.support.Durations;
import io.github.xnatpull.xnat.Level;
import java.net.URI;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the one request of all settings, and checks what no single setting can show. */
public final class Requests {
    private static final Set<Setting> SELECTING =
            EnumSet.of(Setting.PROJECTS, Setting.SESSIONS, Setting.SESSION_LIST, Setting.SUBJECT_LIST);

    private final Settings said;
    private final Settings settings;

    Requests(Settings settings) {
        this.said = settings;
        this.settings = settings.over(Settings.defaults());
    }

    /**
     * The request that these settings make over the defaults.
     *
     * @throws Fault {@code USAGE} where server, destination or selection is missing, {@code CONFIG_INVALID} where values
     *     do not go together
     */
    public static PullRequest of(Settings settings) {
        return new Requests(settings).request();
    }

    /**
     * What these settings select, whether or not they say from where and whereto.
     *
     * @throws Fault {@code CONFIG_INVALID} where values do not go together
     */
    public static Selection selectionOf(Settings settings) {
        return new Requests(settings).selection();
    }

    /** An address as people write it; {@link SettingsReader} has checked it. */
    public static URI address(String text) {
        return URI.create(SettingKind.withScheme(text));
    }

    /**
     * All that is wrong with these settings, each by itself.
     *
     * @param silent settings that are not missed: what was said about them could not be read
     */
    public static List<Fault> mistakes(Settings settings, Set<Setting> silent) {
        List<Fault> mistakes = new ArrayList<>();
        new Requests(settings).checks(silent).forEach(check -> {
            try {
                check.run();
            } catch (Fault mistake) {
                mistakes.add(mistake);
            }
        });
        return mistakes;
    }

    /** What no setting shows by itself. */
    private List<Runnable> checks(Set<Setting> silent) {
        return List.of(
                this::requireOrder,
                this::requireOneSide,
                () -> requireSelection(silent),
                () -> required(Setting.SERVER, silent),
                () -> required(Setting.DESTINATION, silent),
                () -> settings.text(Setting.LIMIT).ifPresent(any -> number(Setting.LIMIT, 1, Integer.MAX_VALUE)),
                () -> number(Setting.TRANSFERS, 1, 64),
                () -> number(Setting.CHECKERS, 1, 64),
                () -> number(Setting.RETRIES, 0, 100),
                this::requireOneBrake,
                this::requireWholeWindow);
    }

    private void requireSelection(Set<Setting> silent) {
        boolean named = !projects(Setting.PROJECTS).isEmpty()
                || SELECTING.stream()
                        .anyMatch(setting -> setting != Setting.PROJECTS
                                && !settings.texts(setting).isEmpty());
        if (!named && SELECTING.stream().noneMatch(silent::contains)) {
            throw missing("nothing says what to pull", "Name a project, a session by its accession id, or a list.");
        }
    }

    private void required(Setting setting, Set<Setting> silent) {
        if (settings.text(setting).isEmpty() && !silent.contains(setting)) {
            throw setting == Setting.SERVER
                    ? missing(
                            "nothing says which server to ask",
                            "Give its address: --server URL, XNAT_URL, or server.url in the job file.")
                    : missing(
                            "nothing says where the data go",
                            "Name a directory: --dest DIR, or destination.root in the job file.");
        }
    }

    private PullRequest request() {
        checks(Set.of()).forEach(Runnable::run);
        Selection selection = selection();
        Selector.of(selection);
        String server = settings.text(Setting.SERVER).orElseThrow();
        Path destination = Path.of(settings.text(Setting.DESTINATION).orElseThrow());
        return new PullRequest(
                settings.text(Setting.NAME).orElseGet(() -> jobName(selection)),
                new Site(address(server), settings.reach()),
                new Choice(selection, LevelSettings.leftOut(said, selection)),
                new Place(destination, settings.text(Setting.STATE), settings.isTrue(Setting.REBIND)),
                layout(selection),
                new TransferSettings(
                        word(Setting.EXISTING, Existing.class),
                        TransferSettings.standard().singleFrom()),
                load(),
                new LimitPair(limits(), lastingLimits()),
                reporting(settings.text(Setting.REPORT_DIRECTORY).map(Path::of).orElse(destination.resolve("reports"))),
                new Strictness(
                        recheck(),
                        settings.isTrue(Setting.FAIL_IF_EMPTY),
                        settings.isTrue(Setting.STRICT_LIST),
                        settings.text(Setting.KNOWN_GAPS).map(Path::of),
                        settings.text(Setting.MAX_SHRINK)
                                .map(text -> Integer.parseInt(text.replace("%", "")))
                                .orElse(Strictness.standard().maxShrink())));
    }

    private Recheck recheck() {
        Recheck standard = Recheck.standard();
        return new Recheck(
                settings.isTrue(Setting.RECHECK),
                settings.text(Setting.RECHECK_EVERY).map(Durations::parse).orElse(standard.every()),
                settings.text(Setting.RECHECK_ROWS).map(Long::parseLong).orElse(standard.rows()));
    }

    private Selection selection() {
        List<String> assessors = new ArrayList<>(settings.texts(Setting.ASSESSORS));
        assessors.addAll(settings.texts(Setting.ASSESSOR_TYPES));
        Optional<LocalDate> since = settings.text(Setting.SINCE).map(LocalDate::parse);
        Optional<LocalDate> until = settings.text(Setting.UNTIL_DATE).map(LocalDate::parse);
        requireOrder();
        requireOneSide();
        return Selection.builder()
                .projects(projects(Setting.PROJECTS))
                .excludedProjects(projects(Setting.EXCLUDED_PROJECTS))
                .subjects(settings.texts(Setting.SUBJECTS))
                .sessions(settings.texts(Setting.SESSIONS))
                .excludedSessions(settings.texts(Setting.EXCLUDED_SESSIONS))
                .sessionTypes(settings.texts(Setting.SESSION_TYPES))
                .since(since)
                .until(until)
                .scans(settings.texts(Setting.SCANS))
                .excludedScans(settings.texts(Setting.EXCLUDED_SCANS))
                .scanTypes(settings.texts(Setting.SCAN_TYPES))
                .excludedScanTypes(settings.texts(Setting.EXCLUDED_SCAN_TYPES))
                .scanQualities(settings.texts(Setting.SCAN_QUALITIES))
                .resources(settings.texts(Setting.RESOURCES))
                .excludedResources(settings.texts(Setting.EXCLUDED_RESOURCES))
                .levels(LevelSettings.of(settings))
                .assessors(assessors)
                .assessorResources(settings.texts(Setting.ASSESSOR_RESOURCES))
                .files(settings.texts(Setting.FILES))
                .limit(
                        settings.text(Setting.LIMIT).isPresent()
                                ? OptionalInt.of(number(Setting.LIMIT, 1, Integer.MAX_VALUE))
                                : OptionalInt.empty())
                .subjectList(list(Setting.SUBJECT_LIST))
                .sessionList(list(Setting.SESSION_LIST))
                .sources(SelectionSources.of(settings))
                .build();
    }

    private void requireOrder() {
        Optional<LocalDate> since = settings.text(Setting.SINCE).map(LocalDate::parse);
        Optional<LocalDate> until = settings.text(Setting.UNTIL_DATE).map(LocalDate::parse);
        if (since.isPresent() && until.isPresent() && since.get().isAfter(until.get())) {
            throw together(Setting.SINCE, Setting.UNTIL_DATE, since.get() + " is after " + until.get());
        }
    }

    private void requireOneSide() {
        if (!settings.texts(Setting.RESOURCES).isEmpty()
                && !settings.texts(Setting.EXCLUDED_RESOURCES).isEmpty()) {
            throw together(Setting.RESOURCES, Setting.EXCLUDED_RESOURCES, "resources are both included and excluded");
        }
    }

    /** Project ids hold no commas (contract §1.4), so a comma always parts them. */
    private List<String> projects(Setting setting) {
        return settings.texts(setting).stream()
                .flatMap(text -> text.startsWith("re:") ? List.of(text).stream() : List.of(text.split(",")).stream())
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .distinct()
                .toList();
    }

    /** Whether these settings take scan resources, and those only, because nobody chose levels. */
    public static boolean takesScansByDefault(Settings settings) {
        Requests requests = new Requests(settings);
        Selection selection = requests.selection();
        return !LevelSettings.leftOut(settings, selection).isEmpty()
                && Selector.of(selection).levels().equals(Set.of(Level.SCAN));
    }

    private Optional<ListSource> list(Setting setting) {
        return settings.text(setting).map(place -> new ListSource(place, settings.text(Setting.LIST_COLUMN)));
    }

    private LayoutSettings layout(Selection selection) {
        String template = settings.text(Setting.LAYOUT).orElse("xnat");
        Layout.of(template, false, selection.projects().size() > 1);
        return new LayoutSettings(
                template, word(Setting.NAME_BY, NameBy.class), word(Setting.ARCHIVES, Archives.class));
    }

    Load load() {
        return new Load(
                number(Setting.TRANSFERS, 1, 64),
                number(Setting.CHECKERS, 1, 64),
                number(Setting.RETRIES, 0, 100),
                settings.text(Setting.BANDWIDTH)
                        .filter(text -> !Bandwidth.parse(text).isUnlimited()));
    }

    /** @param directory where reports go */
    Reporting reporting(Path directory) {
        List<String> formats = settings.texts(Setting.REPORT_FORMATS);
        return new Reporting(
                directory,
                formats.contains("html"),
                formats.contains("prometheus"),
                settings.text(Setting.METRICS_FILE).map(Path::of),
                isStrictlyPrivate());
    }

    private boolean isStrictlyPrivate() {
        return settings.text(Setting.PRIVACY).filter("strict"::equals).isPresent();
    }

    /** The limits that hold for every attempt; how they go with a flag's was checked before. */
    private Limits lastingLimits() {
        boolean window = settings.lasting().text(Setting.UNTIL).isPresent();
        return new Requests(settings.lasting()).limits(window);
    }

    private Limits limits() {
        return checkedLimits(false);
    }

    /** @param until whether a window's end is known from elsewhere */
    Limits checkedLimits(boolean until) {
        requireOneBrake();
        if (!until) {
            requireWholeWindow();
        }
        return limits(true);
    }

    /** @param window whether a window's beginning means anything */
    private Limits limits(boolean window) {
        boolean stop = stopsAtOnce();
        return new Limits(
                settings.text(Setting.FROM)
                        .filter(text -> window)
                        .map(text -> LocalTime.parse(text, SettingKind.TIME_OF_DAY)),
                settings.text(Setting.OUTSIDE).filter("wait"::equals).isPresent(),
                settings.text(Setting.UNTIL).map(text -> LocalTime.parse(text, SettingKind.TIME_OF_DAY)),
                settings.text(Setting.MAX_DURATION).map(Durations::parse),
                settings.text(Setting.MAX_BYTES).map(ByteSize::parse),
                stop
                        ? Optional.of(new FailureLimit.Count(1))
                        : settings.text(Setting.MAX_FAILURES).map(FailureLimit::parse),
                settings.text(Setting.LIMIT_GRACE).map(Durations::parse).orElse(Limits.GRACE));
    }

    private boolean stopsAtOnce() {
        return settings.text(Setting.ON_FAILURE).filter("stop"::equals).isPresent();
    }

    private void requireOneBrake() {
        if (stopsAtOnce() && settings.text(Setting.MAX_FAILURES).isPresent()) {
            throw together(Setting.ON_FAILURE, Setting.MAX_FAILURES, "only one of them can be used at a time");
        }
    }

    private void requireWholeWindow() {
        if (settings.text(Setting.FROM).isPresent()
                && settings.text(Setting.UNTIL).isEmpty()) {
            throw together(Setting.FROM, Setting.UNTIL, "a window needs both its ends");
        }
    }

    int number(Setting setting, int least, int most) {
        int number = Integer.parseInt(settings.text(setting).orElse("0"));
        if (number < least || number > most) {
            throw fault(FaultCode.CONFIG_INVALID)
                    .trying("use " + named(setting))
                    .meaning("Nothing was started")
                    .at(place(setting))
                    .advice("Correct it.")
                    .because(number + " is not between " + least + " and " + most);
        }
        return number;
    }

    private <E extends Enum<E>> E word(Setting setting, Class<E> type) {
        return Enum.valueOf(type, settings.text(setting).orElse("").toUpperCase(Locale.ROOT));
    }

    private String named(Setting setting) {
        return setting.key()
                + settings.value(setting)
                        .map(value -> " (" + value.origin() + ")")
                        .orElse("");
    }

    private @Nullable SourcePosition place(Setting setting) {
        return settings.value(setting)
                .flatMap(value -> SourcePosition.of(value.origin().place()))
                .orElse(null);
    }

    private Fault together(Setting first, Setting second, String why) {
        return fault(FaultCode.CONFIG_INVALID)
                .trying("use " + named(first) + " and " + named(second))
                .meaning("Nothing was started")
                .advice("Correct one of them.")
                .at(settings.value(second).isPresent() ? place(second) : place(first))
                .because(why);
    }

    private static Fault missing(String why, String advice) {
        return fault(FaultCode.USAGE)
                .trying("make a request of flags, environment and job file")
                .advice(advice)
                .because(why);
    }

    /** What names the runs where no job file does: the first project, or session. */
    private String jobName(Selection selection) {
        String name = selection.projects().stream()
                .findFirst()
                .or(() -> selection.sessions().stream()
                        .filter(text -> !isStrictlyPrivate())
                        .findFirst()
                        .map(text -> text.split(",", 2)[0].strip()))
                .or(() -> selection.sessionList().or(selection::subjectList).map(list -> stem(list.place())))
                .orElse("pull");
        String safe = name.replaceAll("[^A-Za-z0-9._-]+", "_").replaceAll("^[._-]+|[._-]+$", "");
        return safe.isEmpty() ? "pull" : safe.substring(0, Math.min(60, safe.length()));
    }

    private static String stem(String place) {
        return place.replaceAll(".*[/\\\\]", "").replaceAll("\\.[A-Za-z0-9]*$", "");
    }
}
