package io.github.xnatpull.cli.command;

import static io.github.xnatpull.fault.Fault.fault;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.fault.SourcePosition;
import io.github.xnatpull.plan.KnownGaps;
import io.github.xnatpull.request.Requests;
import io.github.xnatpull.request.Setting;
import io.github.xnatpull.request.Settings;
import io.github.xnatpull.selection.Selection;
import io.github.xnatpull.selection.Selection.ListSource;
import io.github.xnatpull.selection.SelectionBuilder;
import io.github.xnatpull.selection.SessionLists;
import io.github.xnatpull.xnat.http.ServerAddress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** What can be known to be wrong with settings without asking anybody. */
final class SettingsCheck {
    private static final List<Setting> FILES =
            List.of(Setting.PASSWORD_FILE, Setting.CA_FILE, Setting.TRUST_STORE, Setting.CLIENT_CERT);

    private final Settings said;
    private final boolean withStandardInput;
    private final List<Fault> mistakes = new ArrayList<>();

    /** @param withStandardInput whether a list may be read from there; it can be read once */
    SettingsCheck(Settings said, boolean withStandardInput) {
        this.said = said;
        this.withStandardInput = withStandardInput;
    }

    /**
     * All that is wrong with them: what pull would refuse, files that are not there, lists that cannot be read.
     *
     * @param silent settings that are not missed: what was said about them could not be read
     */
    List<Fault> mistakes(Set<Setting> silent) {
        mistakes.addAll(Requests.mistakes(said, silent));
        noting(
                Setting.SERVER,
                address -> ServerAddress.parse(Requests.address(address).toString(), said.isTrue(Setting.ALLOW_HTTP)));
        noting(Setting.KNOWN_GAPS, path -> KnownGaps.read(Optional.of(Path.of(path))));
        FILES.forEach(setting -> noting(setting, path -> requireFile(setting, path)));
        return mistakes;
    }

    /** The lists, as far as they can be read; what is wrong with one is a mistake of the key that names it. */
    SessionLists lists() {
        SelectionBuilder readable = Selection.builder();
        noting(Setting.SUBJECT_LIST, place -> {
            ListSource source = new ListSource(place, said.text(Setting.LIST_COLUMN));
            SessionLists.read(
                    Selection.builder().subjectList(Optional.of(source)).build(), this::openAnew);
            readable.subjectList(Optional.of(source));
        });
        noting(Setting.SESSION_LIST, place -> {
            ListSource source = new ListSource(place, said.text(Setting.LIST_COLUMN));
            SessionLists.read(
                    Selection.builder().sessionList(Optional.of(source)).build(), this::openAnew);
            readable.sessionList(Optional.of(source));
        });
        SessionLists[] lists = {SessionLists.none()};
        noting(Setting.SESSION_LIST, () -> lists[0] = SessionLists.read(readable.build(), this::open));
        return lists[0];
    }

    private void noting(Setting setting, Consumer<String> look) {
        said.text(setting).ifPresent(text -> noting(setting, () -> look.accept(text)));
    }

    private void noting(Setting setting, Runnable look) {
        try {
            look.run();
        } catch (Fault mistake) {
            mistakes.add(said.value(setting)
                    .flatMap(value -> SourcePosition.of(value.origin().place()))
                    .map(mistake::at)
                    .orElse(mistake));
        }
    }

    private void requireFile(Setting setting, String path) {
        Path file = Path.of(path);
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw fault(FaultCode.CONFIG_INVALID)
                    .trying("use " + setting.key()
                            + said.value(setting)
                                    .map(value -> " (" + value.origin() + ")")
                                    .orElse(""))
                    .meaning("Nothing was started")
                    .advice("Check the path; relative ones in a job file are beside it.")
                    .because("there is no file " + file + " that can be read");
        }
    }

    /** For a first look, which takes nothing from standard input. */
    private InputStream openAnew(String place) throws IOException {
        return place.equals(ListSource.STANDARD_INPUT)
                ? InputStream.nullInputStream()
                : Files.newInputStream(Path.of(place));
    }

    private InputStream open(String place) throws IOException {
        if (!place.equals(ListSource.STANDARD_INPUT)) {
            return Files.newInputStream(Path.of(place));
        }
        return withStandardInput ? System.in : InputStream.nullInputStream();
    }
}
