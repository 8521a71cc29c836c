package io.github.xnatpull.request;

import static io.github.xnatpull.fault.Fault.fault;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.request.Settings.Layer;
import io.github.xnatpull.request.Settings.Origin;
import io.github.xnatpull.request.Settings.Value;
import io.github.xnatpull.support.Disk;
import io.github.xnatpull.support.Home;
import io.github.xnatpull.support.Nearest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * The user's stored profiles: a name for a server, how to log in there and which projects are usually meant, never a
 * secret. One of them may be the default, for commands that name no server. Nothing in them is filled from the
 * environment, so that a password command may hold a dollar sign.
 */
public final class Profiles {
    private static final String TRYING = "read the profiles";
    private static final String DEFAULT = "default";
    private static final Set<String> PROJECT = Set.of("project", "projects");
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,59}";

    private final Optional<Path> file;
    private final Home home;

    /**
     * @param environment may say where they are: {@code XNATPULL_CONFIG} the file, {@code XDG_CONFIG_HOME} the directory
     *     above {@code xnatpull/config.yaml}
     * @param home of the user, which has them in {@code .config} where nobody says otherwise
     */
    public Profiles(Map<String, String> environment, Home home) {
        this.home = home;
        this.file = place(environment, home);
    }

    private static Optional<Path> place(Map<String, String> environment, Home home) {
        String file = environment.getOrDefault("XNATPULL_CONFIG", "").strip();
        if (!file.isEmpty()) {
            return Optional.of(Path.of(file).toAbsolutePath().normalize());
        }
        String directory = environment.getOrDefault("XDG_CONFIG_HOME", "").strip();
        // A relative one is to be ignored (XDG Base Directory Specification).
        boolean absolute = !directory.isEmpty() && Path.of(directory).isAbsolute();
        Optional<Path> config =
                absolute ? Optional.of(Path.of(directory)) : home.directory().map(path -> path.resolve(".config"));
        return config.map(path -> path.resolve("xnatpull").resolve("config.yaml"));
    }

    /**
     * The file that they are in, whether it exists or not.
     *
     * @throws Fault {@code CONFIG_INVALID} where this user has no home to keep it in
     */
    public Path file() {
        return file.orElseThrow(() -> fault(FaultCode.CONFIG_INVALID)
                .trying("find the profiles")
                .meaning("Nothing was started")
                .advice("Set HOME, or name the file in XNATPULL_CONFIG.")
                .because(Home.NONE));
    }

    /**
     * All of them, in the order of the file.
     *
     * @throws Fault {@code CONFIG_INVALID} or {@code CONFIG_UNKNOWN_KEY} with line and column, {@code SECRET_FILE_UNSAFE}
     *     where others can write the file
     */
    public Map<String, Settings> all() {
        return stored().all();
    }

    /** The name of the one that is used where no server is named. */
    public Optional<String> standard() {
        return stored().standard();
    }

    /** What the file holds. */
    record Stored(Map<String, Settings> all, Optional<String> standard) {}

    private Stored stored() {
        if (file.filter(Files::exists).isEmpty()) {
            return new Stored(Map.of(), Optional.empty());
        }
        ProfileFile.requireOwn(file());
        JobFileFaults faults = new JobFileFaults(file().toString(), TRYING);
        Map<String, Settings> all = new LinkedHashMap<>();
        Map<String, Node> root = members(YamlFile.root(file(), faults), "", faults);
        root.forEach((key, node) -> {
            if (key.equals("profiles")) {
                members(node, key, faults).forEach((name, profile) -> all.put(name, profile(name, profile, faults)));
            } else if (!key.equals("version") && !key.equals(DEFAULT)) {
                throw faults.unknownKey(node, key, "", List.of("version", DEFAULT, "profiles"));
            }
        });
        return new Stored(all, Optional.ofNullable(root.get(DEFAULT)).map(node -> standard(node, all, faults)));
    }

    private static String standard(Node node, Map<String, Settings> all, JobFileFaults faults) {
        String name = node instanceof ScalarNode scalar ? scalar.getValue() : "";
        if (!all.containsKey(name)) {
            throw faults.invalid(
                    node, "the default profile '" + name + "' is none of " + String.join(", ", all.keySet()));
        }
        return name;
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
        if (!(node instanceof MappingNode mapping)) {
            throw faults.invalid(node, "the profile '" + name + "' must hold keys, such as 'url: https://…'");
        }
        JobFileTree tree = new JobFileTree(
                faults,
                Interpolation.none(),
                new PathResolver(Disk.parent(file()), home),
                place -> new Origin(Layer.PROFILE, name));
        List<NodeTuple> selection = new ArrayList<>();
        List<NodeTuple> server = new ArrayList<>();
        for (NodeTuple tuple : mapping.getValue()) {
            boolean project = tuple.getKeyNode() instanceof ScalarNode key && PROJECT.contains(key.getValue());
            (project ? selection : server).add(tuple);
        }
        tree.valuesOf("select", part(mapping, selection));
        Map<Setting, Value> values = tree.valuesOf("server", part(mapping, server));
        if (values.containsKey(Setting.PROFILE)) {
            throw faults.invalid(node, "the profile '" + name + "' names another profile, which none can");
        }
        return Settings.of(values);
    }

    private static MappingNode part(MappingNode whole, List<NodeTuple> members) {
        return new MappingNode(
                whole.getTag(), true, members, whole.getFlowStyle(), whole.getStartMark(), whole.getEndMark());
    }

    /** How a setting is called in a profile. */
    public static String key(Setting setting) {
        return setting.key().replaceFirst("^(server|select)\\.", "");
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
                .because("there is none of this name in " + file() + near);
    }

    /** What a profile says, with what names it: settings over these silence it where they name a server. */
    public Settings resolve(Settings said) {
        return said.text(Setting.PROFILE)
                .map(name -> said.overProfile(get(name)))
                .orElse(said);
    }

    /** The same, with the default profile where neither a server nor a profile is named. */
    public Settings resolveOrDefault(Settings said) {
        if (said.value(Setting.PROFILE).isPresent()
                || said.value(Setting.SERVER).isPresent()) {
            return resolve(said);
        }
        return standard()
                .map(name -> resolve(said.over(Settings.of(
                        Map.of(Setting.PROFILE, new Value(List.of(name), new Origin(Layer.DEFAULT, "profile")))))))
                .orElse(said);
    }

    /**
     * Stores another one.
     *
     * @param standard whether it is the default from now on
     * @throws Fault {@code CONFIG_INVALID} where the name is taken or cannot be one, or no server is named
     */
    public void add(String name, Settings profile, boolean standard) {
        Stored stored = stored();
        Map<String, Settings> all = new LinkedHashMap<>(stored.all());
        if (!name.matches(NAME)) {
            throw refused(name, "a name is letters, digits, '.', '-' and '_', at most 60", "Choose another name.");
        }
        if (all.containsKey(name)) {
            throw refused(
                    name,
                    "there is one of this name",
                    "Change it: xnatpull profile edit " + name + "; or remove it first: xnatpull profile remove "
                            + name);
        }
        if (profile.text(Setting.SERVER).isEmpty()) {
            throw refused(name, "nothing says which server it is about", "Name it with --server URL.");
        }
        all.put(name, profile);
        ProfileFile.write(file(), new Stored(all, standard ? Optional.of(name) : stored.standard()));
    }

    private static Fault refused(String name, String why, String advice) {
        return fault(FaultCode.CONFIG_INVALID)
                .trying("add the profile '" + name + "'")
                .meaning("Nothing was changed")
                .advice(advice)
                .because(why);
    }

    /**
     * Changes one of them.
     *
     * @param changes what replaces what it says about the same
     * @param unset what it says no more
     * @param standard whether it is the default from now on; empty where that stays as it is
     * @throws Fault {@code CONFIG_INVALID} with the nearest names where there is none of this name
     */
    public void edit(String name, Settings changes, Set<Setting> unset, Optional<Boolean> standard) {
        Stored stored = stored();
        Map<String, Settings> all = new LinkedHashMap<>(stored.all());
        Settings before = Optional.ofNullable(all.get(name)).orElseThrow(() -> unknown(name, all));
        all.put(name, changes.over(before).without(unset));
        boolean isDefault =
                standard.orElse(stored.standard().filter(name::equals).isPresent());
        Optional<String> others = stored.standard().filter(other -> !other.equals(name));
        ProfileFile.write(file(), new Stored(all, isDefault ? Optional.of(name) : others));
    }

    /**
     * Forgets one.
     *
     * @throws Fault {@code CONFIG_INVALID} with the nearest names where there is none of this name
     */
    public void remove(String name) {
        Stored stored = stored();
        Map<String, Settings> all = new LinkedHashMap<>(stored.all());
        if (all.remove(name) == null) {
            throw unknown(name, all);
        }
        ProfileFile.write(file(), new Stored(all, stored.standard().filter(other -> !other.equals(name))));
    }
}
