package io.github.xnatpull.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.fakes.StoredForms;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tables of every version: those of the older ones become those of today, with all that is in them. */
class SchemaTest {
    @TempDir
    private Path directory;

    private static String tables(StateDatabase state) {
        List<String> rows = state.jdbc()
                .queryForList(
                        "select lower(table_name || '.' || column_name || ' ' || data_type)"
                                + " || coalesce('(' || character_maximum_length || ')', '')"
                                + " from information_schema.columns where table_name like 'XP!_%' escape '!'"
                                + " order by table_name, ordinal_position",
                        String.class);
        return "schema " + version(state) + "\n" + String.join("\n", rows) + "\n";
    }

    private static String version(StateDatabase state) {
        return String.valueOf(
                state.jdbc().queryForObject("select text from xp_meta where name = 'schema'", String.class));
    }

    @Test
    void theTablesOfTodayAreTheNewestThatAreKept() {
        try (StateDatabase state = StateDatabase.open(directory, 2)) {
            StoredForms.assertUnchanged("schema-4.txt", tables(state));
        }
    }

    @Test
    void theTablesOfADestinationOfVersion2BecomeThoseOfToday() {
        Path kept = StoredForms.unpacked("destination-1.zip", directory);
        try (StateDatabase state = StateDatabase.openExisting(kept.resolve(".xnatpull/state"), 2)) {
            StoredForms.assertUnchanged("schema-4.txt", tables(state));
            assertThat(new JdbcRuns(state).all()).hasSize(3);
        }
    }
}
