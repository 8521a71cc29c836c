package io.github.xnatpull.selection;

import java.util.Collection;
import java.util.Optional;

/** The ids and labels there are, and the words for a value that is none of them. */
final class KnownNames {
    /** The nearest of many names is looked for so many times: each look compares with all of them. */
    private static final int LOOKS = 200;

    private final Collection<String> names;
    private final SpreadsheetDamage damage;
    private int looks;

    KnownNames(Collection<String> names) {
        this.names = names;
        this.damage = new SpreadsheetDamage(names);
    }

    /** For example {@code no such id or label; nearest seen 'MR1'}. */
    String noSuch(String value) {
        String near = damage.suspicion(value)
                .or(() -> looks++ < LOOKS ? MissingNameText.nearest(value, names) : Optional.empty())
                .map(words -> "; " + words)
                .orElse("");
        return "no such id or label" + near;
    }
}
