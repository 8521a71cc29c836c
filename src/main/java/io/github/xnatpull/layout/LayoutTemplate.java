package io.github.xnatpull.layout;

import static io.github.xnatpull.fault.Fault.fault;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.support.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A path with placeholders, taken apart. The path of the file inside its resource is its end, written or not.
 *
 * @param segments what is between the slashes, without the file's own path
 */
record LayoutTemplate(List<Segment> segments) {
    private static final Pattern BRACES = Pattern.compile("\\{([^{}]*)}");
    private static final String TAIL = "{" + Placeholder.FILE_PATH.word() + "}";

    /** What a segment is made of. */
    sealed interface Piece {
        /** Text as it stands. */
        record Text(String text) implements Piece {}

        /** A value to fill in. */
        record Value(Placeholder placeholder) implements Piece {}
    }

    /** One name of the path. */
    record Segment(List<Piece> pieces) {
        List<Placeholder> placeholders() {
            return pieces.stream()
                    .filter(Piece.Value.class::isInstance)
                    .map(piece -> ((Piece.Value) piece).placeholder())
                    .toList();
        }

        /**
         * The name, possibly empty. Without any value the whole segment goes; a single blank value takes the text that
         * parts it from its neighbour along: {@code {scan.id}_{scan.type}} without type is {@code 4}.
         */
        String filled(Layout.Place place, boolean byId) {
            StringBuilder name = new StringBuilder();
            String pending = "";
            boolean valued = placeholders().isEmpty();
            boolean dropNext = false;
            for (Piece piece : pieces) {
                if (piece instanceof Piece.Text text) {
                    pending = dropNext ? pending : text.text();
                    dropNext = false;
                } else if (piece instanceof Piece.Value value) {
                    String filled = value.placeholder().of(place, byId);
                    if (!filled.isBlank()) {
                        name.append(pending).append(filled);
                        pending = "";
                        valued = true;
                    } else if (valued) {
                        pending = "";
                    } else {
                        dropNext = true;
                    }
                }
            }
            return valued ? name.append(pending).toString() : "";
        }
    }

    static LayoutTemplate parse(String template) {
        String path = template.strip();
        if (!path.isEmpty() && path.indexOf('{') < 0 && path.indexOf('}') < 0) {
            String near = Nearest.of(path, Layout.presets())
                    .map(preset -> "; the nearest layout is '" + preset + "'")
                    .orElse("");
            throw invalid(template, "there is no layout of that name, and a path needs a placeholder" + near);
        }
        int tail = path.indexOf(TAIL);
        if (tail >= 0) {
            if (tail + TAIL.length() < path.length() || (tail > 0 && path.charAt(tail - 1) != '/')) {
                throw invalid(template, TAIL + " must be its end, behind a slash");
            }
            path = path.substring(0, tail);
        }
        while (path.endsWith("/")) {
            path = path.substring(0, path.length() - 1);
        }
        if (path.isEmpty()) {
            throw invalid(template, "it would put every file of the destination into one folder");
        }
        return new LayoutTemplate(List.of(path.split("/", -1)).stream()
                .map(text -> segment(template, text))
                .toList());
    }

    private static Segment segment(String template, String text) {
        if (text.isBlank()
                || text.equals(".")
                || text.equals("..")
                || text.startsWith("~")
                || text.indexOf('\\') >= 0) {
            throw invalid(template, "it must be a path below the destination, with '/' between names");
        }
        List<Piece> pieces = new ArrayList<>();
        Matcher braces = BRACES.matcher(text);
        int from = 0;
        while (braces.find()) {
            addText(template, text.substring(from, braces.start()), pieces);
            pieces.add(new Piece.Value(placeholder(template, braces.group(1))));
            from = braces.end();
        }
        addText(template, text.substring(from), pieces);
        return new Segment(List.copyOf(pieces));
    }

    private static void addText(String template, String text, List<Piece> pieces) {
        if (text.indexOf('{') >= 0 || text.indexOf('}') >= 0) {
            throw invalid(template, "a brace has no partner");
        }
        if (!text.isEmpty()) {
            pieces.add(new Piece.Text(text));
        }
    }

    private static Placeholder placeholder(String template, String word) {
        return Placeholder.named(word.strip())
                .orElseThrow(() -> invalid(
                        template,
                        "there is no placeholder {" + word + "}"
                                + Nearest.of(word.strip(), Placeholder.words())
                                        .map(near -> "; the nearest is {" + near + "}")
                                        .orElse("")));
    }

    private static Fault invalid(String template, String why) {
        return fault(FaultCode.CONFIG_INVALID)
                .trying("use the layout '" + template + "'")
                .meaning("Nothing was started")
                .advice("Use " + String.join(", ", Layout.presets()) + ", or a path of these placeholders: {"
                        + String.join("} {", Placeholder.words()) + "}.")
                .because(why);
    }
}
