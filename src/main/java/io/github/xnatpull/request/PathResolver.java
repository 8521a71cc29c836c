package io.github.xnatpull.request;

import static io.github.xnatpull.fault.Fault.fault;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.fault.SourcePosition;
import io.github.xnatpull.support.Home;
import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Makes paths absolute: relative ones are beside the job file, or below the working directory; {@code ~} is home. */
final class PathResolver {
    private static final Pattern WINDOWS = Pattern.compile("[A-Za-z]:[\\\\/].*|\\\\\\\\.*");

    private final Path base;
    private final Home home;

    PathResolver(Path base, Home home) {
        this.base = base;
        this.home = home;
    }

    /** @param place where the value stands, for the message */
    String absolute(Setting setting, String text, String place) {
        boolean standardInput = setting.kind() == SettingKind.LIST_FILE && text.equals("-");
        if (standardInput || (setting.kind() == SettingKind.STATE && text.startsWith("jdbc:"))) {
            return text;
        }
        if (File.separatorChar == '/' && WINDOWS.matcher(text).matches()) {
            throw invalid(setting, place, "'" + text + "' is a path of Windows");
        }
        try {
            if (text.equals("~") || text.startsWith("~/")) {
                return home(setting, place)
                        .resolve(text.substring(Math.min(2, text.length())))
                        .normalize()
                        .toString();
            }
            if (text.startsWith("~")) {
                throw invalid(setting, place, "'" + text + "' is the home of somebody else; write the path in full");
            }
            return base.resolve(text).normalize().toString();
        } catch (InvalidPathException e) {
            throw invalid(setting, place, "'" + text + "' is no path: " + e.getReason());
        }
    }

    private Path home(Setting setting, String place) {
        return home.directory().orElseThrow(() -> invalid(setting, place, "'~' stands for no folder: " + Home.NONE));
    }

    private static Fault invalid(Setting setting, String place, String why) {
        return fault(FaultCode.CONFIG_INVALID)
                .trying("use " + setting.key() + " (" + place + ")")
                .meaning("Nothing was started")
                .at(SourcePosition.of(place).orElse(null))
                .advice(
                        "Write a path of this machine; relative ones are relative to the job file's directory, ~ is your home.")
                .because(why);
    }
}
