package io.github.xnatpull.support;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Orders texts as people do: numbers in them by their value, so that 2 comes before 10. */
public final class NaturalOrder implements Comparator<String> {
    public static final NaturalOrder INSTANCE = new NaturalOrder();

    private static final Pattern PART = Pattern.compile("[0-9]+|[^0-9]+");

    private NaturalOrder() {}

    @Override
    public int compare(String one, String other) {
        Matcher left = PART.matcher(one);
        Matcher right = PART.matcher(other);
        while (true) {
            boolean more = left.find();
            boolean moreOfOther = right.find();
            if (!more || !moreOfOther) {
                // Only after all parts were alike; 1 and 01 are not the same text.
                return more == moreOfOther ? one.compareTo(other) : more ? 1 : -1;
            }
            int order = parts(left.group(), right.group());
            if (order != 0) {
                return order;
            }
        }
    }

    private static int parts(String one, String other) {
        return isNumber(one) && isNumber(other)
                ? new BigInteger(one).compareTo(new BigInteger(other))
                : one.compareTo(other);
    }

    private static boolean isNumber(String part) {
        return part.charAt(0) >= '0' && part.charAt(0) <= '9';
    }
}
