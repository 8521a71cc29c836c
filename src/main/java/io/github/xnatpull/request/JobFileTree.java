package io.github.xnatpull.request;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.request.Settings.Origin;
import io.github.xnatpull.request.Settings.Value;
import io.github.xnatpull.support.Nearest;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Walks the nodes of a job file along the keys that are declared. */
final class JobFileTree {
    private static final Pattern SECRET =
            Pattern.compile("(?i).*(passw|passphrase|^pass$|secret|token|api[-_]?key|credential).*");

    private final JobFileFaults faults;
    private final Interpolation interpolation;
    private final PathResolver paths;
    private final Function<String, Origin> origin;
    private final Consumer<Fault> mistakes;
    private final Set<Setting> wrong = EnumSet.noneOf(Setting.class);
    private final Map<Setting, Value> values = new EnumMap<>(Setting.class);

    /** @param origin of the value that stands at a place */
    JobFileTree(
            JobFileFaults faults, Interpolation interpolation, PathResolver paths, Function<String, Origin> origin) {
        this(faults, interpolation, paths, origin, mistake -> {
            throw mistake;
        });
    }

    /**
     * @param origin of the value that stands at a place
     * @param mistakes is told each; what is wrong is passed over where it does not throw
     */
    JobFileTree(
            JobFileFaults faults,
            Interpolation interpolation,
            PathResolver paths,
            Function<String, Origin> origin,
            Consumer<Fault> mistakes) {
        this.mistakes = mistakes;
        this.origin = origin;
        this.faults = faults;
        this.interpolation = interpolation;
        this.paths = paths;
    }

    Map<Setting, Value> values(Node root) {
        if (!(root instanceof MappingNode)) {
            throw faults.invalid(root, "a job file begins with keys, such as 'version: 1'");
        }
        group("", root);
        return values;
    }

    /** The values of one group that stands by itself, such as a profile. */
    Map<Setting, Value> valuesOf(String group, Node node) {
        group(group, node);
        return values;
    }

    private void group(String group, Node node) {
        if (node instanceof MappingNode mapping) {
            Map<String, Node> seen = new HashMap<>();
            for (NodeTuple tuple : mapping.getValue()) {
                noting(() -> member(group, tuple, seen));
            }
        } else if (!isNull(node)) {
            Setting shortly = Optional.ofNullable(KeyTree.SHORT.get(group))
                    .orElseThrow(() -> faults.invalid(
                            node,
                            "'" + group + "' holds keys (" + String.join(", ", KeyTree.told(group))
                                    + "), not a value"));
            leaf(shortly, node);
        }
    }

    private void member(String group, NodeTuple tuple, Map<String, Node> seen) {
        Node keyNode = tuple.getKeyNode();
        if (!(keyNode instanceof ScalarNode scalar)) {
            throw faults.invalid(keyNode, "a key must be a word");
        }
        String name = scalar.getValue();
        String written = group.isEmpty() ? name : group + "." + name;
        String key = KeyTree.SYNONYMS.getOrDefault(written, written);
        boolean known = KeyTree.members(group).contains(name);
        if (!known && SECRET.matcher(name).matches()) {
            throw faults.secret(keyNode, name);
        }
        if (!known) {
            Nearest.of(name, KeyTree.members(group)).ifPresent(near -> markBelow(group, near));
            throw faults.unknownKey(keyNode, name, group, KeyTree.told(group));
        }
        Node earlier = seen.putIfAbsent(key, keyNode);
        if (earlier != null) {
            throw faults.invalid(
                    keyNode,
                    "the key '" + name + "' stands here a second time; the first is at " + faults.place(earlier));
        }
        if (KeyTree.isGroup(key)) {
            group(key, tuple.getValueNode());
        } else {
            leaf(
                    Setting.ofKey(key).orElseThrow(() -> faults.unknownKey(keyNode, name, group, KeyTree.told(group))),
                    tuple.getValueNode());
        }
    }

    /** Settings that something is wrong with: they may lack a value for no other reason. */
    Set<Setting> wrong() {
        return wrong;
    }

    /** What a misspelt key was meant to say. */
    private void markBelow(String group, String name) {
        String written = group.isEmpty() ? name : group + "." + name;
        String key = KeyTree.SYNONYMS.getOrDefault(written, written);
        for (Setting setting : Setting.values()) {
            if (setting.key().equals(key) || setting.key().startsWith(key + ".")) {
                wrong.add(setting);
            }
        }
    }

    private void noting(Runnable look) {
        try {
            look.run();
        } catch (Fault mistake) {
            mistakes.accept(mistake);
        }
    }

    private void leaf(Setting setting, Node node) {
        wrong.add(setting);
        List<String> texts = new ArrayList<>();
        if (node instanceof SequenceNode sequence && setting.kind().isList()) {
            sequence.getValue().forEach(item -> noting(() -> texts.add(text(setting, item))));
            if (texts.size() < sequence.getValue().size()) {
                return;
            }
            if (texts.isEmpty()) {
                throw faults.invalid(node, "'" + setting.key() + "' is an empty list; leave it out to mean everything");
            }
        } else {
            texts.add(text(setting, node));
        }
        values.put(setting, new Value(List.copyOf(texts), origin.apply(faults.place(node))));
        wrong.remove(setting);
    }

    private String text(Setting setting, Node node) {
        if (!(node instanceof ScalarNode scalar) || isNull(node)) {
            String got = isNull(node) ? "has no value" : node instanceof SequenceNode ? "is a list" : "holds keys";
            throw faults.invalid(
                    node,
                    "'" + setting.key() + "' " + got + ", where "
                            + setting.kind().expected() + " is expected");
        }
        try {
            String text = interpolation.filled(scalar.getValue());
            if (setting.kind().holdsSecret(text)) {
                throw faults.secret(node, setting.key());
            }
            setting.problem(text).ifPresent(why -> {
                throw faults.invalid(node, "'" + setting.key() + "' cannot be that: " + why);
            });
            requireReadable(setting, node, text);
            return setting.kind().isPath() ? paths.absolute(setting, text, faults.place(node)) : text;
        } catch (IllegalArgumentException e) {
            throw faults.invalid(node, String.valueOf(e.getMessage()));
        }
    }

    /** Expressions and templates: they say themselves what is wrong with them. */
    private void requireReadable(Setting setting, Node node, String text) {
        try {
            setting.kind().requireReadable(text);
        } catch (Fault wrongText) {
            throw faults.invalid(
                    node,
                    "'" + setting.key() + "' cannot be '" + text + "': " + wrongText.because(),
                    wrongText.advice());
        }
    }

    private static boolean isNull(Node node) {
        return node instanceof ScalarNode && node.getTag().equals(Tag.NULL);
    }
}
