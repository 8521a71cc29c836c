package io.github.xnatpull.acceptance;

import io.github.xnatpull.state.StateDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A look into the state of a destination as it lies there, dead or alive: at a copy, so that nothing is healed by looking. */
final class State {
    private State() {}

    /** The numbers of the resources that the ledger calls landed. */
    static List<String> recorded(Path destination, Path scratch) {
        return landed(of(destination), scratch);
    }

    /** The same of a state by itself, wherever it lies. */
    static List<String> landed(Path state, Path scratch) {
        return ask(state, scratch, "select resource_id from xp_ledger where status = 'landed' order by 1");
    }

    private static Path of(Path destination) {
        return destination.resolve(".xnatpull/state");
    }

    /** The numbers of the items of every run's plan. */
    static List<String> planned(Path destination, Path scratch) {
        return ask(of(destination), scratch, "select number from xp_item order by run_id, number");
    }

    /** What Spring Batch says of the last attempt. */
    static String lastJobStatus(Path destination, Path scratch) {
        return ask(of(destination), scratch, "select status from batch_job_execution order by job_execution_id desc")
                .get(0);
    }

    private static List<String> ask(Path state, Path scratch, String sql) {
        if (!Files.exists(state.resolve("xnatpull.script"))) {
            return List.of();
        }
        try {
            Path copy = Files.createTempDirectory(scratch, "state");
            try (Stream<Path> files = Files.list(state)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.copy(file, copy.resolve(file.getFileName().toString()));
                }
            }
            try (StateDatabase database = StateDatabase.open(copy, 2)) {
                return database.jdbc().queryForList(sql, String.class);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
