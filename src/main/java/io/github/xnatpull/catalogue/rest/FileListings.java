package io.github.xnatpull.catalogue.rest;

import io.github.xnatpull.catalogue.FileRow;
import io.github.xnatpull.catalogue.ResourceAddress;
import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** The files of resources (contract §2.11). */
final class FileListings {
    /** Servers and proxies take request lines of 8 KiB; some count the headers in. */
    private static final int LONGEST_PATH = 6_000;

    /** Rows of several resources, which are held in memory; what has more is asked for one by one. */
    private static final long MOST_TOGETHER = 250_000;

    private final Listings listings;
    private final Listings shared;
    private final Existence existence;

    FileListings(Listings listings, Existence existence) {
        this.listings = listings;
        this.shared = listings.atMost(MOST_TOGETHER);
        this.existence = existence;
    }

    /** The files of one resource, handed out once the whole listing is here and proves to be about this resource. */
    void of(ResourceAddress address, Consumer<FileRow> files) {
        String action = "list the files of " + Addresses.inWords(address);
        ListQuery query = ListQuery.of(Addresses.files(address), action)
                .whenServerFails(() -> existence.goneResource(address, action));
        try {
            LongAdder count = new LongAdder();
            listings.stream(query, row -> fileOf(address, row, action), row -> fileOf(address, row, action)
                    .ifPresent(file -> {
                        count.increment();
                        files.accept(file);
                    }));
            if (count.sum() == 0) {
                existence.goneResource(address, action).ifPresent(gone -> {
                    throw gone;
                });
            }
        } catch (Fault fault) {
            throw fault.code() == FaultCode.NOT_FOUND ? Existence.goneResourceFault(address, action) : fault;
        }
    }

    /** Nothing for a row of another resource, whose label is the number of this one. */
    private static Optional<FileRow> fileOf(ResourceAddress address, Row row, String action) {
        FileRow file = FileRows.of(row, uri -> Addresses.isAbout(address, uri))
                .orElseThrow(() -> Existence.goneResourceFault(address, action));
        return Optional.of(file).filter(found -> found.resourceId().equals(address.resourceId()));
    }

    /** The files of several resources of one session and level. */
    Map<String, List<FileRow>> of(Collection<ResourceAddress> addresses) {
        Map<String, List<FileRow>> files = new LinkedHashMap<>();
        addresses.forEach(address -> files.put(address.resourceId(), new ArrayList<>()));
        for (List<ResourceAddress> chunk : chunks(addresses)) {
            if (chunk.size() == 1 || !together(chunk, files)) {
                chunk.forEach(address -> alone(address, files));
            }
        }
        return files;
    }

    private void alone(ResourceAddress address, Map<String, List<FileRow>> files) {
        try {
            of(address, files.getOrDefault(address.resourceId(), new ArrayList<>())::add);
        } catch (Fault fault) {
            if (fault.code() != FaultCode.GONE_SINCE_PLAN) {
                throw fault;
            }
        }
    }

    /** One request for all; false where it has to be one by one: one of them is gone, or it is too much at once. */
    private boolean together(List<ResourceAddress> chunk, Map<String, List<FileRow>> files) {
        ResourceAddress any = chunk.get(0);
        Map<String, ResourceAddress> byId = new LinkedHashMap<>();
        chunk.forEach(address -> byId.put(address.resourceId(), address));
        String action = "list the files of " + chunk.size() + " resources of session " + any.sessionId();
        ListQuery query = ListQuery.of(Addresses.files(any, byId.keySet()), action)
                .whenServerFails(() -> existence.goneSession(any.sessionId(), action));
        List<Optional<FileRow>> rows;
        try {
            rows = shared.list(query, row -> fileOf(byId, row));
        } catch (Fault fault) {
            if (fault.code() == FaultCode.GONE_SINCE_PLAN
                    || fault.code() == FaultCode.NOT_FOUND
                    || fault.code() == FaultCode.LIST_TOO_LARGE) {
                return false;
            }
            throw fault;
        }
        if (rows.stream().anyMatch(Optional::isEmpty)) {
            return false;
        }
        rows.stream().flatMap(Optional::stream).forEach(file -> files.getOrDefault(file.resourceId(), new ArrayList<>())
                .add(file));
        return true;
    }

    private static Optional<FileRow> fileOf(Map<String, ResourceAddress> byId, Row row) {
        return FileRows.of(row, uri -> true)
                .flatMap(file -> Optional.ofNullable(byId.get(file.resourceId())))
                .flatMap(address -> FileRows.of(row, uri -> Addresses.isAbout(address, uri)));
    }

    private static List<List<ResourceAddress>> chunks(Collection<ResourceAddress> addresses) {
        List<List<ResourceAddress>> chunks = new ArrayList<>();
        int room = 0;
        for (ResourceAddress address : addresses) {
            int needed = address.resourceId().length() + 1;
            if (chunks.isEmpty() || room < needed) {
                chunks.add(new ArrayList<>());
                room = LONGEST_PATH
                        - Addresses.files(address, List.of("0")).encoded().length();
            }
            chunks.get(chunks.size() - 1).add(address);
            room -= needed;
        }
        return chunks;
    }
}
