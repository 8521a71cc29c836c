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
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;

/** Compares what landed of one resource with its file listing on the server, and notes next to its receipt what differs. */
final class ListingComparison {
    private final XnatCatalogue catalogue;
    private final EmptyListingCheck emptyListings;
    private final LandedReceipts receipts;
    private final Findings findings;
    private final Predicate<String> wanted;

    /** @param wanted whether a file that is not here was asked for, by its path inside the resource */
    ListingComparison(XnatCatalogue catalogue, LandedReceipts receipts, Findings findings, Predicate<String> wanted) {
        this.catalogue = catalogue;
        this.emptyListings = new EmptyListingCheck(catalogue);
        this.receipts = receipts;
        this.findings = findings;
        this.wanted = wanted;
    }

    /** @param counted how many files the server says that the resource has; empty where it states no count */
    ComparisonCounts compare(ResourceAddress address, LedgerRow row, OptionalLong counted) {
        List<ReceiptFile> landed = landed(row);
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
            return withdrawn(row);
        }
        Optional<String> doubt =
                seen.isEmpty() && !landed.isEmpty() ? emptyListings.doubt(row, counted) : Optional.empty();
        if (doubt.isPresent()) {
            return ComparisonCounts.notLooked(row, doubt.get());
        }
        landed.stream().filter(file -> !seen.contains(file.file())).forEach(file -> differences.add(gone(row, file)));
        if (!differences.isEmpty()) {
            findings.onServer(row);
        }
        return ComparisonCounts.of(row, landed, weak[0], weak[1], differences);
    }

    private List<ReceiptFile> landed(LedgerRow row) {
        return receipts.of(row).map(Receipt::files).orElse(List.of());
    }

    private Optional<Difference> compare(
            ResourceAddress address, LedgerRow row, Optional<ReceiptFile> ours, FileRow listed) {
        if (ours.isEmpty()) {
            return wanted.test(listed.path()) ? Optional.of(added(address, row, listed)) : Optional.empty();
        }
        ReceiptFile file = ours.get();
        boolean size = listed.size().isEmpty() || listed.size().getAsLong() == file.bytes();
        boolean md5 = listed.md5().isEmpty() || listed.md5().get().equals(file.md5());
        // The digest outweighs the size: a listing's size may be as old as it likes (contract §5).
        if (md5 && (size || listed.md5().isPresent())) {
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
        return here(Kind.GONE, row, file, "it is here, and the server lists it no more");
    }

    private static Difference here(Kind kind, LedgerRow row, ReceiptFile file, String what) {
        return new Difference(
                kind,
                Resource.of(row),
                file.file(),
                file.in(row.folder()),
                Content.of(file.bytes(), file.md5()),
                Content.UNKNOWN,
                what);
    }

    /** What landed once of a resource that is not on the server any more, file by file where its receipt can be read. */
    ComparisonCounts withdrawn(LedgerRow row) {
        String what = "its resource is not on the server any more; what landed is kept";
        List<ReceiptFile> landed;
        try {
            landed = landed(row);
        } catch (Fault fault) {
            if (fault.code() != FaultCode.STATE_UNREADABLE) {
                throw fault;
            }
            landed = List.of();
        }
        List<Difference> differences = landed.stream()
                .map(file -> here(Kind.ONLY_HERE, row, file, what))
                .toList();
        if (landed.isEmpty() && row.extent().files() > 0) {
            differences = List.of(new Difference(
                    Kind.ONLY_HERE,
                    Resource.of(row),
                    "",
                    row.folder(),
                    Content.of(row.extent().bytes()),
                    Content.UNKNOWN,
                    "the resource is not on the server any more; what landed is kept"));
        }
        return ComparisonCounts.of(row, List.of(), differences);
    }
}
