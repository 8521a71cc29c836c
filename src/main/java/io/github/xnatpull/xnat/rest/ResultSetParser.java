package io.github.xnatpull.xnat.rest;

import java.io.IOException;
import java.io.Reader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads XNAT's envelope, {@code {"ResultSet":{"Result":[…]}}}, row by row (contract §2.2). Tolerant of what is in it,
 * strict about the envelope: it must be there and complete to its last brace, because a failure on the server cuts it off
 * behind a status of 200; and where it counts its rows, all of them must have come.
 */
final class ResultSetParser {
    private static final int DEEPEST = 64;
    private static final int LONGEST_NAME = 10_000;

    private final ListLimits limits;
    private final JsonFactory json;

    ResultSetParser(ListLimits limits) {
        this.limits = limits;
        // What it gives up in the middle, because of its charset, is read to its end and then anew.
        this.json = JsonFactory.builder()
                .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxStringLength(limits.cell())
                        .maxNestingDepth(DEEPEST)
                        .maxNameLength(LONGEST_NAME)
                        .build())
                .build();
    }

    /** What is read is not the envelope, or not the whole of it. */
    static final class NotAResultSet extends Exception {
        private static final long serialVersionUID = 1L;

        NotAResultSet(String message) {
            super(message);
        }
    }

    /** What is read is beyond the limits. */
    static final class TooLarge extends Exception {
        private static final long serialVersionUID = 1L;

        TooLarge(String message) {
            super(message);
        }
    }

    /** Rows are missing from what is read. */
    static final class Incomplete extends Exception {
        private static final long serialVersionUID = 1L;

        Incomplete(String message) {
            super(message);
        }
    }

    /** Hands out every row, and returns their number once the envelope has proved complete. */
    long parse(Reader in, Consumer<Row> rows) throws IOException, NotAResultSet, TooLarge, Incomplete {
        try (JsonParser parser = json.createParser(ObjectReadContext.empty(), in)) {
            long count = -1;
            expect(parser.nextToken(), JsonToken.START_OBJECT);
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean envelope = parser.currentName().equals("ResultSet");
                boolean object = parser.nextToken() == JsonToken.START_OBJECT;
                if (envelope && object) {
                    count = resultSet(parser, rows);
                } else {
                    parser.skipChildren();
                }
            }
            expect(parser.currentToken(), JsonToken.END_OBJECT);
            if (count < 0 || parser.nextToken() != null) {
                throw new NotAResultSet(count < 0 ? "it has no ResultSet with a Result" : "something follows its end");
            }
            return count;
        } catch (StreamConstraintsException e) {
            throw new TooLarge(e.getOriginalMessage());
        } catch (JacksonIOException e) {
            throw e.getCause();
        } catch (JacksonException e) {
            throw new NotAResultSet("it is no complete JSON: " + e.getOriginalMessage());
        }
    }

    private long resultSet(JsonParser parser, Consumer<Row> rows) throws NotAResultSet, TooLarge, Incomplete {
        long count = -1;
        OptionalLong stated = OptionalLong.empty();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = parser.currentName();
            JsonToken token = parser.nextToken();
            if (key.equals("Result") && token == JsonToken.START_ARRAY) {
                count = result(parser, rows);
            } else if (key.equals("totalRecords") && token.isScalarValue()) {
                stated = number(parser.getString());
            } else {
                parser.skipChildren();
            }
        }
        expect(parser.currentToken(), JsonToken.END_OBJECT);
        if (count >= 0) {
            compare(count, stated);
        }
        return count;
    }

    /**
     * XNAT counts the rows of the very table that it writes, after it has left out what may not be read
     * ({@code QueryOrganizerResource.formatHeaders}, {@code CatalogResourceList.represent}): a larger number means that rows
     * were lost. A smaller one does not: tables filled beside their counter say 0 ({@code SubjAssessmentResource}).
     */
    private static void compare(long count, OptionalLong stated) throws Incomplete {
        if (stated.isPresent() && stated.getAsLong() > count) {
            throw new Incomplete("it has " + count + (count == 1 ? " row" : " rows") + " where the server counts "
                    + stated.getAsLong());
        }
    }

    private static OptionalLong number(String text) {
        return text.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }

    private long result(JsonParser parser, Consumer<Row> rows) throws NotAResultSet, TooLarge {
        long count = 0;
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            if (++count > limits.rows()) {
                throw new TooLarge("it has more than " + limits.rows() + " rows");
            }
            rows.accept(row(parser));
        }
        expect(parser.currentToken(), JsonToken.END_ARRAY);
        return count;
    }

    private Row row(JsonParser parser) throws NotAResultSet, TooLarge {
        Map<String, String> cells = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = parser.currentName();
            JsonToken token = parser.nextToken();
            if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
                parser.skipChildren();
            } else if (token != JsonToken.VALUE_NULL) {
                cells.put(key, bounded(parser.getString()));
            }
        }
        expect(parser.currentToken(), JsonToken.END_OBJECT);
        return new Row(cells);
    }

    /** Jackson looks at the length of long texts only. */
    private String bounded(String text) throws TooLarge {
        if (text.length() > limits.cell()) {
            throw new TooLarge("a value in it has more than " + limits.cell() + " characters");
        }
        return text;
    }

    private static void expect(JsonToken actual, JsonToken expected) throws NotAResultSet {
        if (actual != expected) {
            throw new NotAResultSet(
                    "there is " + (actual == null ? "an end" : actual) + " where " + expected + " belongs");
        }
    }
}
