package io.github.xnatpull.cli;

import static io.github.xnatpull.fault.Fault.fault;

import io.github.xnatpull.catalogue.http.ServerAddress;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.jobfile.PullRequest;
import io.github.xnatpull.jobfile.Requests;
import io.github.xnatpull.jobfile.Setting;
import io.github.xnatpull.jobfile.Settings;
import io.github.xnatpull.selection.Selection.ListSource;
import io.github.xnatpull.selection.SessionLists;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What can be known to be wrong with settings without asking anybody. */
final class SettingsCheck {
    private static final List<Setting> FILES =
            List.of(Setting.PASSWORD_FILE, Setting.CA_FILE, Setting.TRUST_STORE, Setting.CLIENT_CERT);

    private final Settings said;
    private final boolean withStandardInput;
    private Optional<SessionLists> read = Optional.empty();

    /** @param withStandardInput whether a list may be read from there; it can be read once */
    SettingsCheck(Settings said, boolean withStandardInput) {
        this.said = said;
        this.withStandardInput = withStandardInput;
    }

    /** The request that they make: all that pull would refuse is refused here. */
    PullRequest request() {
        PullRequest request = Requests.of(said);
        ServerAddress.parse(request.server().toString(), said.isTrue(Setting.ALLOW_HTTP));
        return request;
    }

    /** Looks whether the files that say how to log in are there. */
    void files() {
        for (Setting setting : FILES) {
            said.value(setting).ifPresent(value -> {
                Path file = Path.of(value.texts().get(0));
                if (!Files.isReadable(file) || Files.isDirectory(file)) {
                    throw fault(FaultCode.CONFIG_INVALID)
                            .trying("use " + setting.key() + " (" + value.origin() + ")")
                            .meaning("Nothing was started")
                            .advice("Check the path; relative ones in a job file are beside it.")
                            .because("there is no file " + file + " that can be read");
                }
            });
        }
    }

    /** Reads the lists, once. */
    SessionLists lists(PullRequest request) {
        SessionLists lists = read.orElseGet(() -> SessionLists.read(request.selection(), this::open));
        read = Optional.of(lists);
        return lists;
    }

    private InputStream open(String place) throws java.io.IOException {
        if (!place.equals(ListSource.STANDARD_INPUT)) {
            return Files.newInputStream(Path.of(place));
        }
        return withStandardInput ? System.in : InputStream.nullInputStream();
    }
}
