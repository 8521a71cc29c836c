package io.github.xnatpull.verify;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.ledger.LandedReceipts;
import io.github.xnatpull.ledger.LedgerRow;
import io.github.xnatpull.ledger.Receipt;
import io.github.xnatpull.ledger.ReceiptFile;
import io.github.xnatpull.report.Difference;
import io.github.xnatpull.report.Difference.Content;
import io.github.xnatpull.report.Difference.Kind;
import io.github.xnatpull.report.Difference.Resource;
import io.github.xnatpull.xnat.FileRow;
import io.github.xnatpull.xnat.ResourceAddress;
import io.github.xnatpull.xnat.XnatCatalogue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Compares what landed of one resource with its file listing on the server. */
final class ListingComparison {
    private final XnatCatalogue catalogue;
    private final LandedReceipts receipts;
    private final Predicate<String> wanted;

    /** @param wanted whether a file that is not here was asked for, by its path inside the resource */
    ListingComparison(XnatCatalogue catalogue, LandedReceipts receipts, Predicate<String> wanted) {
        this.catalogue = catalogue;
        this.receipts = receipts;
        this.wanted = wanted;
    }

    ComparisonCounts compare(ResourceAddress address, LedgerRow row) {
        List<ReceiptFile> landed = receipts.of(row).map(Receipt::files).orElse(List.of());
        Map<String, ReceiptFile> ours = new LinkedHashMap<>();
        landed.forEach(file -> ours.put(file.file(), file));
        Set<String> seen = new HashSet<>();
        long[] weak = new long[2];
        List<Difference> differences = new ArrayList<>();
        try {
            catalogue.files(address, listed -> {
                if (seen.add(listed.path())) {
                    compare(address, row, Optional.ofNullable(ours.get(listed.path())), listed)
                            .ifPresent(differences::add);
                    if (ours.containsKey(listed.path()) && listed.md5().isEmpty()) {
                        weak[listed.size().isPresent() ? 0 : 1]++;
                    }
                }
            });
        } catch (Fault fault) {
            if (fault.code() != FaultCode.GONE_SINCE_PLAN) {
                throw fault;
            }
            return ComparisonCounts.of(row, List.of(), List.of(onlyHere(row)));
        }
        landed.stream().filter(file -> !seen.contains(file.file())).forEach(file -> differences.add(gone(row, file)));
        return ComparisonCounts.of(row, landed, weak[0], weak[1], differences);
    }

    private Optional<Difference> compare(
            ResourceAddress address, LedgerRow row, Optional<ReceiptFile> ours, FileRow listed) {
        if (ours.isEmpty()) {
            return wanted.test(listed.path()) ? Optional.of(added(address, row, listed)) : Optional.empty();
        }
        ReceiptFile file = ours.get();
        boolean size = listed.size().isEmpty() || listed.size().getAsLong() == file.bytes();
        boolean md5 = listed.md5().isEmpty() || listed.md5().get().equals(file.md5());
        if (size && md5) {
            return Optional.empty();
        }
        return Optional.of(new Difference(
                Kind.CHANGED,
                new Resource(row.key(), row.label(), address.resourceId()),
                file.file(),
                file.in(row.folder()),
                Content.of(file.bytes(), file.md5()),
                content(listed),
                size ? "the server lists another MD5" : "the server lists another size"));
    }

    private static Difference added(ResourceAddress address, LedgerRow row, FileRow listed) {
        return new Difference(
                Kind.NEW,
                new Resource(row.key(), row.label(), address.resourceId()),
                listed.path(),
                "",
                Content.UNKNOWN,
                content(listed),
                "the server lists it, and it is not here");
    }

    private static Content content(FileRow listed) {
        return new Content(listed.size(), listed.md5().orElse(""));
    }

    private static Difference gone(LedgerRow row, ReceiptFile file) {
        return new Difference(
                Kind.GONE,
                Resource.of(row),
                file.file(),
                file.in(row.folder()),
                Content.of(file.bytes(), file.md5()),
                Content.UNKNOWN,
                "it is here, and the server lists it no more");
    }

    /** What landed once of a resource that is not on the server any more. */
    static Difference onlyHere(LedgerRow row) {
        return new Difference(
                Kind.ONLY_HERE,
                Resource.of(row),
                "",
                row.folder(),
                Content.of(row.extent().bytes()),
                Content.UNKNOWN,
                "the resource is not on the server any more; what landed is kept");
    }
}
