package io.github.xnatpull.report;

import io.github.xnatpull.support.TextSafety;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** Writes HTML of which every text is escaped: markup comes from this program, never from a server. */
final class HtmlText {
    private final Writer out;

    HtmlText(Writer out) {
        this.out = out;
    }

    /** Markup of ours. */
    HtmlText raw(String markup) throws IOException {
        out.append(markup);
        return this;
    }

    /** A text from anywhere; control and direction characters become visible. */
    HtmlText text(String text) throws IOException {
        out.append(escaped(text));
        return this;
    }

    /** An element that holds a text. */
    HtmlText element(String name, String text) throws IOException {
        String closing = name.split(" ", 2)[0];
        return raw("<" + name + ">").text(text).raw("</" + closing + ">\n");
    }

    /** A row of a table; cells that are numbers stand to the right. */
    HtmlText row(String cell, List<String> cells) throws IOException {
        raw("<tr>");
        for (String text : cells) {
            boolean number = text.matches("[0-9][0-9,]*");
            raw("<" + cell + (number ? " class=\"n\">" : ">")).text(text).raw("</" + cell + ">");
        }
        return raw("</tr>\n");
    }

    static String escaped(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        for (char c : TextSafety.visible(text).toCharArray()) {
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.append(c);
            }
        }
        return safe.toString();
    }
}
