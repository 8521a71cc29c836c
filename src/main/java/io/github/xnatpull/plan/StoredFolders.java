package io.github.xnatpull.plan;

import io.github.xnatpull.ledger.ResourceKey;
import io.github.xnatpull.xnat.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The folders below that of a session on the server's disk, with the number of files in each that are no catalogues (contract
 * §16.3): what confirms that a resource of which no file is listed has none.
 */
public final class StoredFolders {
    private static final String CATALOGUE = "_catalog.xml";

    private final Map<String, Long> files = new HashMap<>();

    /** @param paths of all files of the session, see {@link io.github.xnatpull.xnat.XnatCatalogue#storedFiles} */
    public StoredFolders(List<String> paths) {
        for (String path : paths) {
            long counts = path.endsWith(CATALOGUE) ? 0 : 1;
            for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
                files.merge(path.substring(0, slash), counts, Long::sum);
            }
        }
    }

    /**
     * How many files a resource has. Its label is not always its folder (contract §16.7): where there is none of that name,
     * the folder of the whole part tells, if it has no file.
     *
     * @param assessorLabel of the assessor that it belongs to; blank otherwise
     * @return empty where its folder is not shown
     */
    public Optional<Long> files(ResourceKey key, String label, String assessorLabel) {
        List<String> parts = parts(key, assessorLabel);
        if (!label.isBlank()) {
            long sum = 0;
            boolean shown = false;
            for (String part : parts) {
                for (String folder : List.of("/", "/in/", "/out/", "/resources/")) {
                    Optional<Long> here = Optional.ofNullable(files.get(part + folder + label));
                    shown |= here.isPresent();
                    sum += here.orElse(0L);
                }
            }
            if (shown) {
                return Optional.of(sum);
            }
        }
        boolean isEmpty = parts.stream().anyMatch(files::containsKey)
                && parts.stream().allMatch(part -> files.getOrDefault(part, 0L) == 0);
        return isEmpty ? Optional.of(0L) : Optional.empty();
    }

    /** Where the resources of a level lie (contract §16.7); an assessor goes by its label on the disk. */
    private static List<String> parts(ResourceKey key, String assessorLabel) {
        Level level = key.level();
        String part = key.partId();
        List<String> folders = new ArrayList<>();
        switch (level) {
            case SCAN -> folders.add("SCANS/" + part);
            case SESSION -> folders.add("RESOURCES");
            case ASSESSOR -> {
                folders.add("ASSESSORS/" + part);
                folders.add("ASSESSORS/" + assessorLabel);
            }
            case RECONSTRUCTION -> folders.add("PROCESSED/" + part);
            case SUBJECT, PROJECT -> throw new IllegalArgumentException(level + " has no folder of a session");
        }
        return folders;
    }
}
