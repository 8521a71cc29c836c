package io.github.xnatpull.request;

import static io.github.xnatpull.fault.Fault.fault;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.fault.SourcePosition;
import io.github.xnatpull.support.Nearest;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** What can be wrong with one job file, with its place. */
final class JobFileFaults {
    private static final String QUOTE =
            "In YAML a value that begins with '*', '&', '!', '%', '@', '`', '{' or '[' needs quotes: \"*_MR*\".";

    /** Where secrets go in place of job files, profiles and command lines. */
    static final String RIGHT_WAYS =
            "Use one of: the variables XNAT_USER and XNAT_PASS (an alias token fits there); server.password-file with a file that only you can"
                    + " read, or ~/.netrc; server.password-command with a command that prints it. A proxy's password: the variable https_proxy.";

    private final String file;
    private final String trying;

    JobFileFaults(String file) {
        this(file, "read the job file");
    }

    /** @param trying what is tried, as an infinitive without "to" */
    JobFileFaults(String file, String trying) {
        this.file = file;
        this.trying = trying;
    }

    /** The place of a node: {@code file:line:column}. */
    String place(Node node) {
        return place(node.getStartMark());
    }

    private String place(Optional<Mark> mark) {
        return file + ":"
                + mark.map(at -> (at.getLine() + 1) + ":" + (at.getColumn() + 1))
                        .orElse("1:1");
    }

    Fault invalid(Node node, String why) {
        return invalid(place(node), why, "Correct it; 'xnatpull check' looks at a job file without pulling.");
    }

    Fault invalid(Node node, String why, String advice) {
        return invalid(place(node), why, advice);
    }

    Fault whole(String why, String advice) {
        return invalid(file + ":1:1", why, advice);
    }

    private Fault invalid(String place, String why, String advice) {
        return fault(FaultCode.CONFIG_INVALID)
                .trying(trying)
                .meaning("Nothing was started")
                .advice(advice)
                .at(SourcePosition.of(place).orElse(null))
                .because(place + ": " + why);
    }

    Fault unknownKey(Node node, String key, String group, List<String> known) {
        String where = group.isEmpty() ? "" : " in '" + group + "'";
        String near = Nearest.of(key, known)
                .map(word -> "; the nearest is '" + word + "'")
                .orElse("");
        return fault(FaultCode.CONFIG_UNKNOWN_KEY)
                .trying(trying)
                .meaning("Nothing was started")
                .advice("Keys that may stand there: " + String.join(", ", known) + ".")
                .at(SourcePosition.of(place(node)).orElse(null))
                .because(place(node) + ": there is no key '" + key + "'" + where + near);
    }

    Fault secret(Node node, String key) {
        return invalid(place(node), "'" + key + "' would hold a secret in clear, which is refused", RIGHT_WAYS);
    }

    Fault alias(Optional<Mark> mark, String name) {
        return invalid(place(mark), "'*" + name + "' is an alias of YAML, which is not used here", QUOTE);
    }

    Fault nesting(Optional<Mark> mark) {
        return invalid(place(mark), "it is nested deeper than any that makes sense", "Correct it.");
    }

    Fault syntax(YamlEngineException e) {
        if (!(e instanceof MarkedYamlEngineException marked)) {
            String[] lines = String.valueOf(e.getMessage()).split("\n", 2);
            return invalid(
                    file + ":1:1", "it is no YAML: " + lines[0].replaceFirst("[\\s.]+$", ""), "Save it as UTF-8 text.");
        }
        boolean tab = String.valueOf(marked.getProblem()).contains("'\\t(TAB)'")
                || String.valueOf(marked.getProblem()).contains("tab");
        String advice = tab ? "Indent with blanks, never with tabs." : QUOTE;
        return invalid(place(marked.getProblemMark()), "it is no YAML: " + marked.getProblem(), advice);
    }
}
