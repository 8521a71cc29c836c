package io.github.xnatpull.request;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.request.Settings.Layer;
import io.github.xnatpull.request.Settings.Origin;
import io.github.xnatpull.request.Settings.Value;
import io.github.xnatpull.support.Home;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a job file into {@link Settings}, or says where it is wrong: file, line, column. Starts nothing, asks nobody. */
public final class JobFileReader {
    private final Map<String, String> environment;
    private final Home home;

    /**
     * @param environment what {@code ${NAME}} is filled from
     * @param home what {@code ~} stands for
     */
    public JobFileReader(Map<String, String> environment, Home home) {
        this.environment = Map.copyOf(environment);
        this.home = home;
    }

    /**
     * Reads a job file. Relative paths in it become absolute, beside the file.
     *
     * @throws Fault {@code CONFIG_INVALID} or {@code CONFIG_UNKNOWN_KEY}
     */
    public Settings read(Path file) {
        return read(file, mistake -> {
                    throw mistake;
                })
                .settings();
    }

    /**
     * What could be read of a job file.
     *
     * @param wrong what something is wrong with, and which therefore may have no value
     */
    public record Found(Settings settings, Set<Setting> wrong) {}

    /**
     * Reads a job file to its end, whatever is wrong with it.
     *
     * @param mistakes is told each
     */
    public Found read(Path file, Consumer<Fault> mistakes) {
        try {
            return found(file, mistakes);
        } catch (Fault mistake) {
            mistakes.accept(mistake);
            return new Found(Settings.none(), EnumSet.allOf(Setting.class));
        }
    }

    private Found found(Path file, Consumer<Fault> mistakes) {
        JobFileFaults faults = new JobFileFaults(file.toString());
        Node root = YamlFile.root(file, faults);
        Path beside = Objects.requireNonNullElse(file.toAbsolutePath().getParent(), file.toAbsolutePath());
        JobFileTree tree = new JobFileTree(
                faults,
                new Interpolation(environment),
                new PathResolver(beside, home),
                place -> new Origin(Layer.JOB_FILE, place),
                mistakes);
        Map<Setting, Value> values = tree.values(root);
        if (!values.containsKey(Setting.VERSION) && !tree.wrong().contains(Setting.VERSION)) {
            mistakes.accept(faults.whole("the key 'version' is missing", "Write 'version: 1' as its first line."));
        }
        values.computeIfAbsent(
                Setting.NAME,
                any -> new Value(List.of(nameOf(file)), new Origin(Layer.DEFAULT, "name of the job file")));
        return new Found(Settings.of(values), tree.wrong());
    }

    private static String nameOf(Path file) {
        String name = String.valueOf(file.getFileName()).replaceFirst("\\.(ya?ml|json)$", "");
        String safe = name.replaceAll("[^A-Za-z0-9._-]+", "_").replaceFirst("^[._-]+", "");
        return safe.isEmpty() ? "job" : safe.substring(0, Math.min(60, safe.length()));
    }
}
