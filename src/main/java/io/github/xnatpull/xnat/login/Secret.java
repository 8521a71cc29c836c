package io.github.xnatpull.xnat.login;

import io.github.xnatpull.support.Redactor;
import java.util.Arrays;
import java.util.function.Function;

/** A password or token. Shows as {@code ***}, cannot be serialised, and is known to the redactor from birth. */
public final class Secret {
    private final char[] value;

    private Secret(char[] value) {
        this.value = value;
    }

    /** Takes a copy; the caller may wipe what it has. */
    public static Secret of(char[] value, Redactor redactor) {
        redactor.register(new String(value));
        return new Secret(value.clone());
    }

    public boolean isEmpty() {
        return value.length == 0;
    }

    /** Hands out a copy that is wiped afterwards. */
    <T> T use(Function<char[], T> user) {
        char[] copy = value.clone();
        try {
            return user.apply(copy);
        } finally {
            Arrays.fill(copy, '\0');
        }
    }

    @Override
    public String toString() {
        return Redactor.MASK;
    }
}
