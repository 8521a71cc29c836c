package io.github.xnatpull.transfer;

import io.github.xnatpull.plan.PlanItem;
import io.github.xnatpull.xnat.FileRow;
import io.github.xnatpull.xnat.InOut;
import io.github.xnatpull.xnat.SessionRow;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Tells archive entries that belong to another session, scan or resource than was asked for: where names and sizes are
 * alike and the listing has no digests, nothing else does. Only what XNAT's own rules leave no doubt of counts (contract
 * §3.3); text that a server may have written differently proves nothing.
 */
final class EntryOrigin {

    private static final Pattern RESOURCE = Pattern.compile("/resources/([^/]*)/files/");
    /**
     * Other text may come in another charset from older servers' listings than in their archives (contract §2.2), and
     * XML's own characters may be escaped (§1.4).
     */
    private static final Pattern PLAIN = Pattern.compile("[ -~&&[^/\\\\&<>'\"]]+");

    private static final Pattern USUAL_LABEL = Pattern.compile("[A-Za-z0-9._-]+");
    private static final String SCANS = "/scans/";
    private static final String RECONSTRUCTIONS = "/reconstructions/";
    private static final String ASSESSORS = "/assessors/";
    private static final List<String> PARTS = List.of(SCANS, RECONSTRUCTIONS, ASSESSORS);

    private final PlanItem item;
    private final boolean proven;

    private EntryOrigin(PlanItem item, boolean proven) {
        this.item = item;
        this.proven = proven;
    }

    /** @param files that the resource is listed with */
    static EntryOrigin of(PlanItem item, Collection<FileRow> files) {
        return new EntryOrigin(item, files.stream().allMatch(file -> file.md5().isPresent()));
    }

    /** Whether an entry of this name is certainly none of the item's. */
    boolean isElsewhere(String entry) {
        Matcher resource = RESOURCE.matcher(entry);
        if (!resource.find()) {
            return false;
        }
        String owner = entry.substring(0, resource.start());
        return isOtherResource(resource.group(1)) || isOtherOwner(owner);
    }

    private boolean isOtherOwner(String owner) {
        return switch (item.address().level()) {
            case PROJECT, SUBJECT -> hasPart(owner);
            case SESSION -> hasPart(owner) || isOtherSession(owner);
            case SCAN -> isOtherPart(owner, SCANS) || isOtherSession(owner);
            case RECONSTRUCTION -> isOtherPart(owner, RECONSTRUCTIONS) || isOtherMap(owner) || isOtherSession(owner);
            // Where assessors are stored the modern way, only their label is told, which may be a shared one.
            case ASSESSOR -> owner.contains(ASSESSORS) && isOtherPart(owner, ASSESSORS) || isOtherMap(owner);
        };
    }

    private static boolean hasPart(String owner) {
        return PARTS.stream().anyMatch(owner::contains);
    }

    private boolean isOtherResource(String name) {
        String label = item.label().strip();
        return (label.isEmpty() || PLAIN.matcher(label).matches())
                && !isSuffixed(name, label)
                && !isSuffixed(name, item.address().resourceId());
    }

    private boolean isOtherPart(String owner, String mark) {
        String id = item.address().partId();
        if (!PLAIN.matcher(id).matches()) {
            return false;
        }
        String session = item.address().sessionId();
        for (int at = owner.indexOf(mark); at >= 0; at = owner.indexOf(mark, at + 1)) {
            String folder = owner.substring(at + mark.length()).split("/", -1)[0];
            // The accession id is replaced by the label wherever it stands, also inside other ids.
            String written = id.replace(session, owner.substring(0, at));
            Stream<String> names = Stream.concat(Stream.of(folder), Arrays.stream(folder.split(",", -1)));
            if (names.anyMatch(one -> isSuffixed(one, id) || isSuffixed(one, written))) {
                return false;
            }
        }
        return true;
    }

    /** A type is told behind the id, with only word characters left of it; never a further hyphen. */
    private static boolean isSuffixed(String folder, String id) {
        String name = folder.strip();
        String plain = id.strip();
        return name.equals(plain)
                || !plain.isEmpty()
                        && name.startsWith(plain + "-")
                        && name.substring(plain.length() + 1).matches("\\w+");
    }

    private boolean isOtherMap(String owner) {
        InOut map = item.address().inOut();
        return map == InOut.OUT && owner.endsWith("/in") || map == InOut.IN && owner.endsWith("/out");
    }

    /**
     * The folder bears the owner's label, which is not known of a session shared into the project; nor do all servers tell
     * that it is shared (contract §2.12), so that digests, where there are any, have the word instead.
     */
    private boolean isOtherSession(String owner) {
        SessionRow session = item.session();
        boolean known = !proven
                && session.project().equals(session.owner())
                && USUAL_LABEL.matcher(session.label()).matches();
        return known
                && Arrays.stream(owner.split("/", -1))
                        .noneMatch(folder -> folder.equals(session.label()) || folder.equals(session.accessionId()));
    }
}
