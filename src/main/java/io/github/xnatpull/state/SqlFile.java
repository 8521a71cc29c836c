package io.github.xnatpull.state;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of SQL of this package. In a file of statements the line {@code -- name: x} begins the statement x, and {@code {x}}
 * in a later one stands for its text; comments have lines of their own. What is between {@code /*hsqldb:} and the end of that comment is for HSQLDB only.
 */
final class SqlFile {
    private static final String NAME = "-- name: ";
    private static final Pattern FOR_HSQLDB = Pattern.compile("/\\*hsqldb:(.*?)\\*/");
    private static final Pattern OTHER_STATEMENT = Pattern.compile("\\{([a-z-]+)}");

    private SqlFile() {}

    /** The text of a file as the database reads it. */
    static String text(String name, boolean hsqldb) {
        String resource = name + ".sql";
        try (InputStream in = SqlFile.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("this program lacks its file " + resource);
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return hsqldb
                    ? FOR_HSQLDB.matcher(text).replaceAll(only -> only.group(1).strip())
                    : text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The statements of a file, by name. */
    static Map<String, String> statements(String file, boolean hsqldb) {
        Map<String, String> statements = new HashMap<>();
        String name = "";
        StringBuilder sql = new StringBuilder();
        for (String line : text(file, hsqldb).split("\n", -1)) {
            if (line.startsWith(NAME)) {
                put(statements, name, sql);
                name = line.substring(NAME.length()).strip();
            } else if (!line.startsWith("--")) {
                sql.append(line.strip()).append(' ');
            }
        }
        put(statements, name, sql);
        return statements;
    }

    private static void put(Map<String, String> statements, String name, StringBuilder sql) {
        String text = OTHER_STATEMENT
                .matcher(sql.toString().strip())
                .replaceAll(other -> Matcher.quoteReplacement(statements.getOrDefault(other.group(1), other.group())));
        if (!name.isEmpty() && statements.put(name, text) != null) {
            throw new IllegalStateException("two statements are called " + name);
        }
        sql.setLength(0);
    }
}
