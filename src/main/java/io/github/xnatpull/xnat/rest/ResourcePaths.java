package io.github.xnatpull.xnat.rest;

import io.github.xnatpull.xnat.ResourceAddress;
import io.github.xnatpull.xnat.http.UrlPath;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How the files of a resource are addressed: by its number, but by its label where the server refuses the number, as it
 * does below sessions of types that are not set up (contract §16.1).
 */
final class ResourcePaths {
    /** What is forgotten costs two requests when it is needed again. */
    private static final int MOST_REMEMBERED = 20_000;

    private final Map<ResourceAddress, String> labels = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ResourceAddress, String> eldest) {
            return size() > MOST_REMEMBERED;
        }
    });

    UrlPath files(ResourceAddress address) {
        String label = labels.get(address);
        return label == null ? Addresses.files(address) : Addresses.files(address, label);
    }

    boolean isByLabel(ResourceAddress address) {
        return labels.containsKey(address);
    }

    void byLabel(ResourceAddress address, String label) {
        labels.put(address, label);
    }

    void byNumber(ResourceAddress address) {
        labels.remove(address);
    }
}
