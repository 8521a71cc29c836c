package io.github.xnatpull.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterUtils;

/** The files of SQL: what is in them can be run, and is. */
class SqlFileTest {
    private static final Path FILES = Path.of("src/main/resources/io/github/xnatpull/state");
    private static final Path CLASSES = Path.of("src/main/java/io/github/xnatpull/state");
    private static final Set<String> FRAGMENTS = Set.of("key", "item-select", "item-joins", "is-open", "bytes-hinted");
    private static final Pattern TEXT = Pattern.compile("\"([a-z-]+)\"");

    @RegisterExtension
    private final TestState state = TestState.onDisk();

    static List<String> files() throws IOException {
        try (var files = Files.list(FILES)) {
            return files.map(file -> file.getFileName().toString().replace(".sql", ""))
                    .filter(name -> !name.startsWith("schema"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void theDatabaseAcceptsEveryStatement(String file) throws Exception {
        Map<String, String> statements = SqlFile.statements(file, true);
        assertThat(statements).isNotEmpty();
        try (var connection = state.database().dataSource().getConnection()) {
            for (Map.Entry<String, String> statement : statements.entrySet()) {
                assertThat(statement.getValue()).as(statement.getKey()).doesNotContain("{", "--", "/*");
                if (!FRAGMENTS.contains(statement.getKey())) {
                    String sql = NamedParameterUtils.substituteNamedParameters(
                            statement.getValue(), new MapSqlParameterSource());
                    connection.prepareStatement(sql).close();
                }
            }
        }
    }

    @Test
    void everyStatementIsUsed() throws IOException {
        Set<String> named = new HashSet<>();
        try (var classes = Files.list(CLASSES)) {
            for (Path file : classes.toList()) {
                TEXT.matcher(Files.readString(file)).results().forEach(text -> named.add(text.group(1)));
            }
        }
        Set<String> unused = new TreeSet<>();
        for (String file : files()) {
            unused.addAll(SqlFile.statements(file, true).keySet());
        }
        unused.removeAll(named);
        unused.removeAll(FRAGMENTS);
        assertThat(unused).isEmpty();
        assertThat(named).containsAll(files());
    }

    @Test
    void whatIsForHsqldbOnlyIsACommentElsewhere() {
        assertThat(SqlFile.statements("sessions", true).get("page")).endsWith("limit :limit using index");
        assertThat(SqlFile.statements("sessions", false).get("page")).endsWith("limit :limit /*hsqldb: using index*/");
        assertThat(SqlFile.text("schema", true)).contains("create cached table").contains("varchar(1000000000)");
        assertThat(SqlFile.text("schema", false)).contains("create /*hsqldb:cached*/ table");
    }

    @Test
    void aStatementOrFileThatIsNotThereIsNamed() {
        Statements runs = state.database().statements("runs");

        assertThatThrownBy(() -> runs.of("no-such")).hasMessageContaining("no-such");
        assertThatThrownBy(() -> state.database().statements("no-such")).hasMessageContaining("no-such.sql");
    }
}
