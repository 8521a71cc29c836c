package io.github.xnatpull.miniature.rest;

import io.github.xnatpull.miniature.archive.Resource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Which of a place's resources the segment after {@code resources} means (contract §1.7). */
final class ResourceChoice {
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private ResourceChoice() {}

    /** All of them where the path names none. */
    static List<Resource> choose(Route route, ArchiveSelection selection, ItemSelector selector, boolean all) {
        List<Resource> here = selection.holders(all).stream()
                .flatMap(holder -> holder.resources().stream())
                .toList();
        if (route.resource().isEmpty()) {
            return here;
        }
        Set<Resource> chosen = new LinkedHashSet<>();
        List<Resource> byNumber = new ArrayList<>();
        Set<String> labels = new LinkedHashSet<>();
        for (String value : Segment.list(Segment.identifier(route.resource()))) {
            if (NUMBER.matcher(value.trim()).matches()) {
                byNumber.add(selector.resource(value.trim())
                        .orElseThrow(() -> Refusal.page(404, "Unable to find the specified resource")));
            } else {
                labels.add(value.trim().equalsIgnoreCase("NULL") ? "" : value.trim());
            }
        }
        for (Resource resource : here) {
            if (byNumber.contains(resource) || labels.contains(resource.label())) {
                chosen.add(resource);
            }
        }
        chosen.addAll(byNumber);
        return List.copyOf(chosen);
    }
}
