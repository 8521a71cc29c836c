package io.github.xnatpull.request;

import io.github.xnatpull.selection.Selection;
import io.github.xnatpull.xnat.Level;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The levels that settings choose. */
final class LevelSettings {
    /** The word for every level there is. */
    private static final String ALL = "all";

    private LevelSettings() {}

    /** Where resources are wanted. */
    static Set<Level> of(Settings settings) {
        EnumSet<Level> levels = EnumSet.noneOf(Level.class);
        for (String word : settings.texts(Setting.LEVELS)) {
            if (word.equals(ALL)) {
                levels.addAll(EnumSet.allOf(Level.class));
            } else {
                levels.add(Level.valueOf(word.toUpperCase(Locale.ROOT)));
            }
        }
        if (settings.isTrue(Setting.SESSION_RESOURCES)) {
            levels.add(Level.SESSION);
        }
        return levels;
    }

    /**
     * What the default levels leave out; empty where the user chose levels, by whatever setting.
     *
     * @param said without defaults
     */
    static Set<Level> leftOut(Settings said, Selection selection) {
        boolean chosen = said.value(Setting.LEVELS).isPresent() || said.isTrue(Setting.SESSION_RESOURCES);
        return chosen ? Set.of() : EnumSet.complementOf(EnumSet.copyOf(selection.levels()));
    }
}
