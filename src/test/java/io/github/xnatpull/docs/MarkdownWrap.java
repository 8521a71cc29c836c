package io.github.xnatpull.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Wraps the prose of a Markdown document; tables, code and headings stay as they are, and what fits stays too. */
final class MarkdownWrap {
    /** Columns of a line of prose. */
    static final int WIDTH = 100;

    private static final Pattern ITEM = Pattern.compile("(\\s*(?:[-*]|\\d+\\.)\\s+)\\S.*");
    private static final Pattern LEFT_ALONE = Pattern.compile("\\s*(?:\\||#|<|>|\\[[^\\]]+\\]: ).*|.*  ");
    /** A code span keeps its blanks, and a link's text may be wrapped. */
    private static final Pattern WORD = Pattern.compile("(?:`[^`]*`|[^\\s`])+");
    /** At the start of a line this would begin something else. */
    private static final Pattern NO_START = Pattern.compile("[-+*>#|=]+|\\d+\\..*|<.*");

    private MarkdownWrap() {}

    static String wrapped(String document) {
        StringBuilder out = new StringBuilder();
        List<String> block = new ArrayList<>();
        boolean code = false;
        for (String line : document.split("\n", -1)) {
            boolean fence = line.strip().startsWith("```");
            if (code || fence || line.isBlank() || LEFT_ALONE.matcher(line).matches()) {
                flush(block, out);
                out.append(line).append('\n');
                code ^= fence;
            } else {
                if (ITEM.matcher(line).matches()) {
                    flush(block, out);
                }
                block.add(line);
            }
        }
        flush(block, out);
        return out.substring(0, out.length() - 1);
    }

    private static void flush(List<String> block, StringBuilder out) {
        if (block.stream().allMatch(line -> line.length() <= WIDTH)) {
            block.forEach(line -> out.append(line).append('\n'));
        } else {
            Matcher item = ITEM.matcher(block.get(0));
            String first = item.matches() ? item.group(1) : block.get(0).replaceAll("\\S.*", "");
            fill(first, item.matches() ? " ".repeat(first.length()) : first, String.join("\n", block), out);
        }
        block.clear();
    }

    private static void fill(String first, String others, String text, StringBuilder out) {
        StringBuilder line = new StringBuilder(first);
        boolean empty = true;
        Matcher words = WORD.matcher(text.substring(first.length()));
        while (words.find()) {
            String word = words.group().replaceAll("\\s+", " ");
            boolean fits = line.length() + 1 + word.length() <= WIDTH;
            if (!empty && !fits && !NO_START.matcher(word).matches()) {
                out.append(line).append('\n');
                line = new StringBuilder(others);
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        out.append(line).append('\n');
    }
}
