package io.github.xnatpull.xnat.rest;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.xnat.FileRow;
import io.github.xnatpull.xnat.ResourceAddress;
import io.github.xnatpull.xnat.RowMemory;
import io.github.xnatpull.xnat.http.UrlPath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
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
    private final ResourcePaths paths;

    FileListings(Listings listings, Existence existence, ResourcePaths paths) {
        this.paths = paths;
        this.listings = listings;
        this.shared = listings.atMost(MOST_TOGETHER);
        this.existence = existence;
    }

    /**
     * The files of one resource, handed out once the whole listing is here and proves to be about this resource. Where the
     * server refuses the number of a resource that it lists, or shows nothing under it, its label is tried.
     */
    void of(ResourceAddress address, RowMemory memory, Consumer<FileRow> files) {
        String action = "list the files of " + Addresses.inWords(address);
        OptionalLong found = stream(address, action, memory, files);
        if (found.orElse(0) > 0) {
            return;
        }
        Existence.Standing standing =
                existence.standing(address).orElseThrow(() -> Existence.goneResourceFault(address, action));
        boolean refused = found.isEmpty();
        if (!refused && (standing.isKnownEmpty() || paths.isByLabel(address))) {
            return;
        }
        if (!byLabel(address, standing, action, memory, files) && refused) {
            throw refusal(address, standing, action);
        }
    }

    /** Whether the label leads to files; if so it is used from now on. */
    private boolean byLabel(
            ResourceAddress address,
            Existence.Standing standing,
            String action,
            RowMemory memory,
            Consumer<FileRow> files) {
        if (standing.label().isEmpty() || paths.isByLabel(address)) {
            return false;
        }
        paths.byLabel(address, standing.label().get());
        OptionalLong found = stream(address, action + " by its label", memory, files);
        if (found.orElse(0) == 0) {
            paths.byNumber(address);
        }
        return found.isPresent();
    }

    /** How many files were handed out; empty where the server answers that there is no such resource. */
    private OptionalLong stream(ResourceAddress address, String action, RowMemory memory, Consumer<FileRow> files) {
        ListQuery query = ListQuery.of(paths.files(address), action)
                .whenServerFails(() -> existence.goneResource(address, action));
        try {
            return OptionalLong.of(listings.stream(query, row -> fileOf(address, row, action), memory, files));
        } catch (Fault fault) {
            if (fault.code() == FaultCode.NOT_FOUND) {
                return OptionalLong.empty();
            }
            throw fault;
        }
    }

    private static Fault refusal(ResourceAddress address, Existence.Standing standing, String action) {
        return Fault.fault(FaultCode.NUMBER_REFUSED)
                .trying(action)
                .because(
                        "the server lists it and refuses its number (404), as below data of a type that the site has not"
                                + " set up, "
                                + (standing.label().isPresent()
                                        ? "and its label too"
                                        : "and it has no label of its own that a URL can name"));
    }

    /** Those of a session's folder, whatever its catalogues list (contract §16.3). */
    List<String> stored(String sessionId) {
        UrlPath folder = Addresses.session(sessionId).plus("DIR").with("recursive", "true");
        return shared.list(
                ListQuery.of(folder, "list the folder of session " + sessionId + " on the server's disk"),
                row -> row.text("Name"));
    }

    /** Nothing for a row of another resource, whose label is the number of this one. */
    private static Optional<FileRow> fileOf(ResourceAddress address, Row row, String action) {
        FileRow file = FileRowParser.of(row, uri -> Addresses.isAbout(address, uri))
                .orElseThrow(() -> Existence.goneResourceFault(address, action));
        return Optional.of(file).filter(found -> found.resourceId().equals(address.resourceId()));
    }

    /** The files of several resources of one session and level. */
    Map<String, List<FileRow>> of(Collection<ResourceAddress> addresses, RowMemory memory) {
        Map<String, List<FileRow>> files = new LinkedHashMap<>();
        addresses.forEach(address -> files.put(address.resourceId(), new ArrayList<>()));
        Together kept = new Together(memory);
        for (List<ResourceAddress> chunk : chunks(addresses)) {
            if (chunk.size() == 1 || !together(chunk, kept, files)) {
                chunk.forEach(address -> alone(address, kept, files));
            }
            kept.next();
        }
        return files;
    }

    /** The rows of several listings, which are all kept: there is memory for them, or they come one after the other. */
    private static final class Together implements RowMemory {
        private final RowMemory memory;
        private long before;
        private long rows;

        Together(RowMemory memory) {
            this.memory = memory;
            memory.restart();
        }

        /** Another listing is added to those so far. */
        void next() {
            before += rows;
            rows = 0;
        }

        void add(FileRow row) {
            grow(rows + RowMemory.weight(row));
        }

        @Override
        public void restart() {
            rows = 0;
        }

        @Override
        public boolean grow(long wanted) {
            rows = wanted;
            if (!memory.grow(before + rows)) {
                throw Fault.fault(FaultCode.LIST_TOO_LARGE)
                        .trying("list the files of several resources at once")
                        .because("there is no memory for " + (before + rows) + " rows now");
            }
            return true;
        }

        @Override
        public void await(long wanted) {
            grow(wanted);
        }
    }

    private void alone(ResourceAddress address, Together kept, Map<String, List<FileRow>> files) {
        try {
            of(address, kept, files.getOrDefault(address.resourceId(), new ArrayList<>())::add);
            kept.next();
        } catch (Fault fault) {
            if (fault.code() != FaultCode.GONE_SINCE_PLAN) {
                throw fault;
            }
        }
    }

    /** One request for all; false where it has to be one by one: one of them is gone, or it is too much at once. */
    private boolean together(List<ResourceAddress> chunk, Together kept, Map<String, List<FileRow>> files) {
        ResourceAddress any = chunk.get(0);
        Map<String, ResourceAddress> byId = new LinkedHashMap<>();
        chunk.forEach(address -> byId.put(address.resourceId(), address));
        String action = "list the files of " + chunk.size() + " resources of session " + any.sessionId();
        ListQuery query = ListQuery.of(Addresses.files(any, byId.keySet()), action)
                .whenServerFails(() -> existence.goneSession(any.sessionId(), action));
        List<Optional<FileRow>> rows;
        try {
            rows = shared.list(query, kept::restart, row -> {
                Optional<FileRow> file = fileOf(byId, row);
                file.ifPresent(kept::add);
                return file;
            });
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
        return FileRowParser.of(row, uri -> true)
                .flatMap(file -> Optional.ofNullable(byId.get(file.resourceId())))
                .flatMap(address -> FileRowParser.of(row, uri -> Addresses.isAbout(address, uri)));
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
