package io.github.xnatpull.docs;

import io.github.xnatpull.request.Setting;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One use of a selection flag, and what comes of it.
 *
 * @param words behind {@code xnatpull pull}
 * @param list what stands in {@code list.csv}, blank where none is used
 * @param exit the exit code
 * @param rows one for each resource: session, level, scan or other part, resource, files
 */
record Example(Setting setting, String says, List<String> words, String list, int exit, List<String> rows) {
    static Example of(Setting setting, String says, String words, String... rows) {
        return new Example(setting, says, List.of(words.split(" ")), "", 0, List.of(rows));
    }

    Example withList(String text) {
        return new Example(setting, says, words, text, exit, rows);
    }

    Example ending(int code) {
        return new Example(setting, says, words, list, code, rows);
    }

    /** As a shell takes it. */
    String command() {
        return words.stream()
                .map(word -> word.matches("[A-Za-z0-9_.,:/=-]+") ? word : "'" + word + "'")
                .collect(Collectors.joining(" ", "xnatpull pull ", " --dest data"));
    }

    String markdown() {
        StringBuilder text = new StringBuilder();
        text.append(says).append("\n\n```\n").append(command()).append("\n```\n\n");
        if (!list.isEmpty()) {
            text.append("with `list.csv`:\n\n```\n").append(list.strip()).append("\n```\n\n");
        }
        if (exit != 0) {
            text.append("ends with exit code ").append(exit).append(rows.isEmpty() ? ".\n" : ":\n");
        }
        if (!rows.isEmpty()) {
            text.append("| session | level | part | resource | files |\n|---|---|---|---|---|\n");
            rows.forEach(
                    row -> text.append("| ").append(row.replace("|", " | ")).append(" |\n"));
        }
        return text.toString().replaceAll(" +\\|", " |") + "\n";
    }
}
