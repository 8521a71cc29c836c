package io.github.xnatpull.jobfile;

import static io.github.xnatpull.fault.Fault.fault;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.jobfile.Settings.Layer;
import io.github.xnatpull.jobfile.Settings.Origin;
import io.github.xnatpull.jobfile.Settings.Value;
import io.github.xnatpull.support.Disk;
import io.github.xnatpull.support.Nearest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * The user's stored profiles: a name for a server and how to log in there, never a secret. Nothing in them is filled from
 * the environment, so that a password command may hold a dollar sign.
 */
public final class Profiles {
    private static final String TRYING = "read the profiles";
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,59}";

    private final Path file;
    private final Path home;

    /**
     * @param environment may say where they are: {@code XNATPULL_CONFIG} the file, {@code XDG_CONFIG_HOME} the directory
     *     above {@code xnatpull/config.yaml}
     * @param home of the user, which has them in {@code .config} where nobody says otherwise
     */
    public Profiles(Map<String, String> environment, Path home) {
        this.home = home;
        this.file = place(environment, home);
    }

    private static Path place(Map<String, String> environment, Path home) {
        String file = environment.getOrDefault("XNATPULL_CONFIG", "").strip();
        if (!file.isEmpty()) {
            return Path.of(file).toAbsolutePath().normalize();
        }
        String directory = environment.getOrDefault("XDG_CONFIG_HOME", "").strip();
        // A relative one is to be ignored (XDG Base Directory Specification).
        boolean absolute = !directory.isEmpty() && Path.of(directory).isAbsolute();
        Path config = absolute ? Path.of(directory) : home.resolve(".config");
        return config.resolve("xnatpull").resolve("config.yaml");
    }

    /** The file that they are in, whether it exists or not. */
    public Path file() {
        return file;
    }

    /**
     * All of them, in the order of the file.
     *
     * @throws Fault {@code CONFIG_INVALID} or {@code CONFIG_UNKNOWN_KEY} with line and column, {@code SECRET_FILE_UNSAFE}
     *     where others can write the file
     */
    public Map<String, Settings> all() {
        if (!Files.exists(file)) {
            return Map.of();
        }
        ProfileFile.requireOwn(file);
        JobFileFaults faults = new JobFileFaults(file.toString(), TRYING);
        Map<String, Settings> all = new LinkedHashMap<>();
        members(YamlFile.root(file, faults), "", faults).forEach((key, node) -> {
            if (key.equals("profiles")) {
                members(node, key, faults).forEach((name, profile) -> all.put(name, profile(name, profile, faults)));
            } else if (!key.equals("version")) {
                throw faults.unknownKey(node, key, "", List.of("version", "profiles"));
            }
        });
        return all;
    }

    private static Map<String, Node> members(Node node, String group, JobFileFaults faults) {
        if (node instanceof ScalarNode && node.getTag().equals(Tag.NULL)) {
            return Map.of();
        }
        if (!(node instanceof MappingNode mapping)) {
            throw faults.invalid(node, "'" + (group.isEmpty() ? file(faults, node) : group) + "' must hold keys");
        }
        Map<String, Node> members = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw faults.invalid(tuple.getKeyNode(), "a key must be a word");
            }
            if (members.put(key.getValue(), tuple.getValueNode()) != null) {
                throw faults.invalid(key, "the key '" + key.getValue() + "' stands here a second time");
            }
        }
        return members;
    }

    private static String file(JobFileFaults faults, Node node) {
        return faults.place(node).replaceFirst(":\\d+:\\d+$", "");
    }

    private Settings profile(String name, Node node, JobFileFaults faults) {
        if (!(node instanceof MappingNode)) {
            throw faults.invalid(node, "the profile '" + name + "' must hold keys, such as 'url: https://…'");
        }
        Map<Setting, Value> values = new JobFileTree(
                        faults,
                        Interpolation.none(),
                        new Paths(Disk.parent(file), home),
                        place -> new Origin(Layer.PROFILE, name))
                .valuesOf("server", node);
        if (values.containsKey(Setting.PROFILE)) {
            throw faults.invalid(node, "the profile '" + name + "' names another profile, which none can");
        }
        return Settings.of(values);
    }

    /**
     * One of them.
     *
     * @throws Fault {@code CONFIG_INVALID} with the nearest names where there is none of this name
     */
    public Settings get(String name) {
        Map<String, Settings> all = all();
        return Optional.ofNullable(all.get(name)).orElseThrow(() -> unknown(name, all));
    }

    private Fault unknown(String name, Map<String, Settings> all) {
        String near = Nearest.of(name, all.keySet())
                .map(word -> "; the nearest is '" + word + "'")
                .orElse("");
        String known = all.isEmpty() ? "There are none yet." : "Known: " + String.join(", ", all.keySet()) + ".";
        return fault(FaultCode.CONFIG_INVALID)
                .trying("use the profile '" + name + "'")
                .meaning("Nothing was started")
                .advice(known + " Make it with: xnatpull profile add " + (name.matches(NAME) ? name : "NAME")
                        + " --server URL")
                .because("there is none of this name in " + file + near);
    }

    /** What a profile says, with what names it: settings over these silence it where they name a server. */
    public Settings resolve(Settings said) {
        return said.text(Setting.PROFILE)
                .map(name -> said.overProfile(get(name)))
                .orElse(said);
    }

    /**
     * Stores another one.
     *
     * @throws Fault {@code CONFIG_INVALID} where the name is taken or cannot be one, or no server is named
     */
    public void add(String name, Settings profile) {
        Map<String, Settings> all = new LinkedHashMap<>(all());
        if (!name.matches(NAME)) {
            throw refused(name, "a name is letters, digits, '.', '-' and '_', at most 60", "Choose another name.");
        }
        if (all.containsKey(name)) {
            throw refused(name, "there is one of this name", "Remove it first: xnatpull profile remove " + name);
        }
        if (profile.text(Setting.SERVER).isEmpty()) {
            throw refused(name, "nothing says which server it is about", "Name it with --server URL.");
        }
        all.put(name, profile);
        ProfileFile.write(file, all);
    }

    private static Fault refused(String name, String why, String advice) {
        return fault(FaultCode.CONFIG_INVALID)
                .trying("add the profile '" + name + "'")
                .meaning("Nothing was changed")
                .advice(advice)
                .because(why);
    }

    /**
     * Forgets one.
     *
     * @throws Fault {@code CONFIG_INVALID} with the nearest names where there is none of this name
     */
    public void remove(String name) {
        Map<String, Settings> all = new LinkedHashMap<>(all());
        if (all.remove(name) == null) {
            throw unknown(name, all);
        }
        ProfileFile.write(file, all);
    }
}
