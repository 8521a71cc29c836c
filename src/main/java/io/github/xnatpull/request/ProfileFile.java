package io.github.xnatpull.request;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.fault.LocalFaults;
import io.github.xnatpull.request.Settings.Effective;
import io.github.xnatpull.support.AtomicFile;
import io.github.xnatpull.support.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** The file of profiles on disk: written as a whole, for its owner alone. */
final class ProfileFile {
    private static final JsonMapper QUOTES = JsonMapper.builder().build();
    private static final String HEAD = """
            # Servers for 'xnatpull --profile NAME'. Keys are those of 'server' in job files, and 'projects'; 'default' is for
            # commands that name no server. Holds no secret, and never may. Written by 'xnatpull profile add', 'edit' and
            # 'remove', which keep no comments.
            version: 1
            """;

    private ProfileFile() {}

    /** Refuses a file that somebody else could have written: it names commands that we run. */
    static void requireOwn(Path file) {
        try {
            Path target = file.toRealPath();
            if (!Disk.isPosix(target)) {
                return;
            }
            Set<PosixFilePermission> mode = Files.getPosixFilePermissions(target);
            if (mode.contains(PosixFilePermission.GROUP_WRITE) || mode.contains(PosixFilePermission.OTHERS_WRITE)) {
                throw Fault.fault(FaultCode.SECRET_FILE_UNSAFE)
                        .trying("read the profiles in " + file)
                        .meaning(
                                "Nothing was started, because it says where passwords go and which command prints them")
                        .advice("Look at it, then run: chmod 600 '" + target + "'")
                        .because("others can write it (mode " + PosixFilePermissions.toString(mode) + ")");
            }
        } catch (IOException e) {
            throw trouble("read the profiles in " + file, e);
        }
    }

    static void write(Path file, Profiles.Stored profiles) {
        try {
            Path directory = Disk.parent(file);
            if (!Files.isDirectory(directory)) {
                Files.createDirectories(directory, Disk.privateDirectory(directory));
            }
            // A link, as dotfile managers make them, stays one.
            Path target = Files.exists(file) ? file.toRealPath() : file;
            AtomicFile.replace(target, text(profiles));
        } catch (IOException e) {
            throw trouble("write the profiles to " + file, e);
        }
    }

    private static Fault trouble(String trying, IOException e) {
        return Fault.fault(FaultCode.LOCAL_IO)
                .trying(trying)
                .meaning("Nothing was started")
                .advice("Check path and permissions; XNATPULL_CONFIG names another file.")
                .cause(e)
                .because(LocalFaults.words(e));
    }

    private static String text(Profiles.Stored profiles) {
        StringBuilder text = new StringBuilder(HEAD);
        profiles.standard()
                .ifPresent(name -> text.append("default: ").append(quoted(name)).append('\n'));
        text.append("profiles:\n");
        profiles.all().forEach((name, profile) -> {
            text.append("  ").append(quoted(name)).append(":\n");
            for (Effective one : profile.effective()) {
                List<String> texts = one.value().texts();
                text.append("    ")
                        .append(Profiles.key(one.setting()))
                        .append(": ")
                        .append(
                                one.setting().isList()
                                        ? texts.stream()
                                                .map(ProfileFile::quoted)
                                                .collect(Collectors.joining(", ", "[", "]"))
                                        : quoted(texts.get(0)))
                        .append('\n');
            }
        });
        return text.toString();
    }

    /** A string of JSON is one of YAML. */
    private static String quoted(String text) {
        return QUOTES.writeValueAsString(text);
    }
}
