package io.github.xnatpull.request;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The tree that the keys of all settings make, with the short ways of writing some of them. */
final class KeyTree {
    /** Other names of keys. */
    static final Map<String, String> SYNONYMS = Map.ofEntries(
            Map.entry("select.project", "select.projects"),
            Map.entry("select.exclude-project", "select.exclude-projects"),
            Map.entry("server.passwordFile", "server.password-file"),
            Map.entry("server.passwordCommand", "server.password-command"),
            Map.entry("server.caFile", "server.ca-file"),
            Map.entry("server.trustStore", "server.trust-store"),
            Map.entry("server.clientCert", "server.client-cert"),
            Map.entry("server.insecureHosts", "server.insecure-hosts"),
            Map.entry("server.insecure", "server.insecure-hosts"),
            Map.entry("server.allowHttp", "server.allow-http"));

    /** Groups that may be written as the value of one of their members. */
    static final Map<String, Setting> SHORT = Map.of(
            "server", Setting.SERVER,
            "destination", Setting.DESTINATION,
            "select.subjects", Setting.SUBJECTS,
            "select.subjects.label", Setting.SUBJECTS,
            "select.sessions", Setting.SESSIONS,
            "select.sessions.label", Setting.SESSIONS,
            "select.scans", Setting.SCANS,
            "select.scans.type", Setting.SCAN_TYPES,
            "select.resources", Setting.RESOURCES,
            "select.assessors", Setting.ASSESSORS);

    private KeyTree() {}

    /** The key that is declared, for a key as somebody may write it. */
    static String canonical(String key) {
        String full = SYNONYMS.getOrDefault(key, key);
        return Optional.ofNullable(SHORT.get(full)).map(Setting::key).orElse(full);
    }

    /** All keys in full. */
    static List<String> keys() {
        return Arrays.stream(Setting.values()).map(Setting::key).toList();
    }

    static boolean isGroup(String key) {
        return keys().stream().anyMatch(one -> one.startsWith(key + "."));
    }

    /** Those of {@link #members} that are told where somebody looks for the right one. */
    static List<String> told(String group) {
        return members(group).stream()
                .filter(name -> name.chars().noneMatch(Character::isUpperCase))
                .toList();
    }

    /** The names that may stand in a group, without those of its groups. */
    static List<String> members(String group) {
        Set<String> names = new LinkedHashSet<>();
        String prefix = group.isEmpty() ? "" : group + ".";
        List<String> all = new ArrayList<>(keys());
        SYNONYMS.keySet().stream().sorted().forEach(all::add);
        for (String key : all) {
            if (key.startsWith(prefix)) {
                String rest = key.substring(prefix.length());
                names.add(rest.contains(".") ? rest.substring(0, rest.indexOf('.')) : rest);
            }
        }
        return List.copyOf(names);
    }
}
