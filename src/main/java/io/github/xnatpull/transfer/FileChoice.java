package io.github.xnatpull.transfer;

import io.github.xnatpull.ledger.Receipt;
import io.github.xnatpull.ledger.ReceiptFile;
import io.github.xnatpull.ledger.Receipts.Held;
import io.github.xnatpull.support.NormalPath;
import io.github.xnatpull.xnat.FileRow;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which files of a resource are meant. What landed of it before always is: it is ours, and stays looked after.
 *
 * @param wanted by the path inside the resource
 * @param partial whether files may be left out at all
 * @param listed is told the paths of every listing, where files may be left out
 */
public record FileChoice(Predicate<String> wanted, boolean partial, Consumer<Set<String>> listed) {
    /** Every file. */
    public static final FileChoice ALL = new FileChoice(path -> true, false, paths -> {});

    /** The rows of a listing that are meant. */
    Map<String, FileRow> of(Map<String, FileRow> listing, Held held) {
        if (!partial) {
            return listing;
        }
        listed.accept(listing.keySet().stream().map(NormalPath::of).collect(Collectors.toSet()));
        Set<String> ours = new HashSet<>();
        Stream.of(held.settled(), held.pending())
                .flatMap(Optional::stream)
                .map(Receipt::files)
                .forEach(files -> files.stream().map(ReceiptFile::file).forEach(ours::add));
        Map<String, FileRow> kept = new LinkedHashMap<>(listing);
        kept.keySet().removeIf(path -> !wanted.test(NormalPath.of(path)) && !ours.contains(path));
        return kept;
    }
}
