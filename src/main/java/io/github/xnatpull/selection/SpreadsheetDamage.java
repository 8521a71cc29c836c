package io.github.xnatpull.selection;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Sees what spreadsheets do to ids: zeros in front lost, long numbers as powers of ten, names turned into dates. */
final class SpreadsheetDamage {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,30}(\\.0+)?");
    private static final Pattern POWER = Pattern.compile("[0-9](\\.[0-9]{1,15})?[eE]\\+?[0-9]{1,2}");
    private static final Pattern DATE = Pattern.compile(
            "(?i)[0-9]{1,2}[-/. ](jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*([-/. ][0-9]{2,4})?"
                    + "|(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[-/. ][0-9]{2,4}"
                    + "|[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{2,4}|[0-9]{4}-[0-9]{2}-[0-9]{2}( 00:00:00)?");

    private final Map<String, String> paddedByNumber = new HashMap<>();

    /** @param names ids and labels there are */
    SpreadsheetDamage(Collection<String> names) {
        for (String name : names) {
            if (NUMBER.matcher(name).matches()) {
                paddedByNumber.putIfAbsent(withoutZeros(name), name);
            }
        }
    }

    /** What may have happened to a value that matches nothing, as half a sentence. */
    Optional<String> suspicion(String value) {
        if (DATE.matcher(value).matches()) {
            return Optional.of("it looks like a date made by a spreadsheet");
        }
        boolean power = POWER.matcher(value).matches();
        if (!power && !NUMBER.matcher(value).matches()) {
            return Optional.empty();
        }
        String number =
                withoutZeros(power ? new BigDecimal(value).toBigInteger().toString() : value);
        String meant = paddedByNumber.get(number);
        if (meant != null) {
            return Optional.of(
                    "'" + meant + "' exists: a spreadsheet may have changed the id; format the column as text");
        }
        return power ? Optional.of("it looks like a number shortened by a spreadsheet") : Optional.empty();
    }

    private static String withoutZeros(String number) {
        String whole = number.replaceFirst("\\.0+$", "");
        return whole.replaceFirst("^0+(?=.)", "");
    }
}
