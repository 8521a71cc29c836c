package io.github.xnatpull.transfer;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.xnat.AssessorRow;
import io.github.xnatpull.xnat.FileRow;
import io.github.xnatpull.xnat.Level;
import io.github.xnatpull.xnat.ProjectRow;
import io.github.xnatpull.xnat.ReconstructionRow;
import io.github.xnatpull.xnat.ResourceAddress;
import io.github.xnatpull.xnat.ResourceRow;
import io.github.xnatpull.xnat.RowMemory;
import io.github.xnatpull.xnat.ScanRow;
import io.github.xnatpull.xnat.ServerInfo;
import io.github.xnatpull.xnat.SessionRow;
import io.github.xnatpull.xnat.SubjectRow;
import io.github.xnatpull.xnat.XnatCatalogue;
import io.github.xnatpull.xnat.XnatContent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A server in memory, which can be told to misbehave; remembers what it was asked for. */
final class FakeXnat implements XnatCatalogue, XnatContent {

    /** One line a request: {@code list 101}, {@code lists 101,102}, {@code zip 101}, {@code get 101 1.dcm}, {@code get 101 1.dcm @500}. */
    final List<String> requests = new ArrayList<>();

    private final Map<String, Map<String, byte[]>> resources = new LinkedHashMap<>();
    private final Map<String, Map<String, FileRow>> listings = new HashMap<>();
    /** Makes the archive's bytes from its entries; by default as XNAT would. */
    Function2 archive = (id, entries) -> Zips.stored(entries);
    /** Changes the bytes of archives on their way. */
    UnaryOperator<byte[]> wire = bytes -> bytes;
    /** Breaks single bodies: given the request's number and the whole body, the bytes after which the connection breaks. */
    BiFunction<Integer, Integer, Integer> breakAfter = (request, length) -> Integer.MAX_VALUE;
    /** Breaks the connection where archives end. */
    boolean archiveBreaks;

    String entryPrefix = "SUBJ01_MR1/scans/1-T1w/resources/DICOM/files/";
    String lastModified = "Tue, 01 Oct 2024 10:00:00 GMT";
    /** The Content-Type of single files by their names (contract §4.3). */
    UnaryOperator<String> type = file -> file.endsWith(".txt") ? "text/plain" : "application/octet-stream";

    boolean ranges = true;
    boolean lengths = true;
    boolean digests = true;
    boolean sizes = true;
    /** Is told before every listing, to change things behind our back. */
    Runnable beforeListing = () -> {};

    Runnable beforeContent = () -> {};
    private int gets;

    interface Function2 {
        byte[] zip(String id, Map<String, byte[]> entries);
    }

    FakeXnat put(String resource, String file, String text) {
        return put(resource, file, text.getBytes(StandardCharsets.UTF_8));
    }

    FakeXnat put(String resource, String file, byte[] bytes) {
        resources.computeIfAbsent(resource, id -> new LinkedHashMap<>()).put(file, bytes);
        return this;
    }

    FakeXnat resource(String resource) {
        resources.computeIfAbsent(resource, id -> new LinkedHashMap<>());
        return this;
    }

    void remove(String resource) {
        resources.remove(resource);
    }

    void removeFile(String resource, String file) {
        resources.getOrDefault(resource, new HashMap<>()).remove(file);
    }

    /** The catalogue says something else than the disk. */
    void list(String resource, FileRow row) {
        listings.computeIfAbsent(resource, id -> new LinkedHashMap<>()).put(row.path(), row);
    }

    /** The catalogue is as the disk again. */
    void refresh() {
        listings.clear();
    }

    static FileRow row(String resource, String path, long size, String md5) {
        return new FileRow(
                resource, path, OptionalLong.of(size), Optional.of(md5).filter(text -> !text.isEmpty()));
    }

    static String md5(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<FileRow> listing(String id) {
        Map<String, FileRow> rows = new LinkedHashMap<>();
        resources
                .getOrDefault(id, Map.of())
                .forEach((file, bytes) -> rows.put(
                        file,
                        new FileRow(
                                id,
                                file,
                                sizes ? OptionalLong.of(bytes.length) : OptionalLong.empty(),
                                digests ? Optional.of(md5(bytes)) : Optional.empty())));
        rows.putAll(listings.getOrDefault(id, Map.of()));
        return List.copyOf(rows.values());
    }

    @Override
    public void files(ResourceAddress address, RowMemory memory, Consumer<FileRow> rows) {
        requests.add("list " + address.resourceId());
        beforeListing.run();
        if (!resources.containsKey(address.resourceId())) {
            throw Fault.fault(FaultCode.GONE_SINCE_PLAN)
                    .trying("list files")
                    .because("the server answered 'not found'");
        }
        List<FileRow> listing = listing(address.resourceId());
        long weight = 0;
        boolean fits = true;
        memory.restart();
        for (FileRow row : listing) {
            weight += RowMemory.weight(row);
            fits &= memory.grow(weight);
        }
        if (!fits) {
            memory.await(weight);
        }
        listing.forEach(rows);
    }

    @Override
    public Map<String, List<FileRow>> filesOf(Collection<ResourceAddress> addresses, RowMemory memory) {
        requests.add("lists "
                + String.join(
                        ",", addresses.stream().map(ResourceAddress::resourceId).toList()));
        Map<String, List<FileRow>> rows = new HashMap<>();
        memory.restart();
        long weight = 0;
        for (ResourceAddress address : addresses) {
            List<FileRow> listing = listing(address.resourceId());
            weight += listing.stream().mapToLong(RowMemory::weight).sum();
            if (!memory.grow(weight)) {
                throw Fault.fault(FaultCode.LIST_TOO_LARGE)
                        .trying("list the files of several resources at once")
                        .because("there is no memory for them now");
            }
            rows.put(address.resourceId(), listing);
        }
        return rows;
    }

    @Override
    public Body archive(ResourceAddress address) {
        requests.add("zip " + address.resourceId());
        beforeContent.run();
        Map<String, byte[]> entries = new LinkedHashMap<>();
        resources
                .getOrDefault(address.resourceId(), Map.of())
                .forEach((file, bytes) -> entries.put(entryPrefix + file, bytes));
        byte[] bytes = wire.apply(archive.zip(address.resourceId(), entries));
        return new FakeBody(
                bytes,
                0,
                archiveBreaks ? bytes.length : Integer.MAX_VALUE,
                false,
                OptionalLong.empty(),
                "application/zip");
    }

    @Override
    public Body file(ResourceAddress address, String path, Optional<ResumePoint> from) {
        requests.add("get " + address.resourceId() + " " + path
                + from.map(point -> " @" + point.offset()).orElse(""));
        beforeContent.run();
        byte[] bytes = resources.getOrDefault(address.resourceId(), Map.of()).get(path);
        if (bytes == null) {
            throw Fault.fault(FaultCode.FILE_MISSING)
                    .trying("download " + path)
                    .because("the server answered 'not found'");
        }
        boolean goesOn = ranges
                && from.isPresent()
                && from.get().total() == bytes.length
                && from.get().lastModified().equals(lastModified);
        int offset = goesOn ? (int) from.get().offset() : 0;
        int cut = breakAfter.apply(++gets, bytes.length);
        OptionalLong total = lengths ? OptionalLong.of(bytes.length) : OptionalLong.empty();
        return new FakeBody(
                Arrays.copyOfRange(bytes, offset, bytes.length), offset, cut, ranges, total, type.apply(path));
    }

    @Override
    public boolean isAddressable(String path) {
        return path.indexOf('%') < 0 && path.indexOf(';') < 0;
    }

    /** Bodies that were asked for, by kind. */
    long count(String start) {
        return requests.stream().filter(line -> line.startsWith(start)).count();
    }

    private final class FakeBody implements Body {
        private final InputStream stream;
        private final int length;
        private final long offset;
        private final boolean ranged;
        private final OptionalLong total;
        private final String type;

        FakeBody(byte[] bytes, long offset, int breakAfter, boolean ranged, OptionalLong total, String type) {
            this.type = type;
            this.stream = new Breaking(new ByteArrayInputStream(bytes), breakAfter);
            this.length = bytes.length;
            this.offset = offset;
            this.ranged = ranged;
            this.total = total;
        }

        @Override
        public InputStream stream() {
            return stream;
        }

        @Override
        public OptionalLong length() {
            return total.isPresent() ? OptionalLong.of(length) : OptionalLong.empty();
        }

        @Override
        public OptionalLong total() {
            return total;
        }

        @Override
        public long offset() {
            return offset;
        }

        @Override
        public String lastModified() {
            return total.isPresent() ? lastModified : "";
        }

        @Override
        public String contentType() {
            return type;
        }

        @Override
        public boolean rangesOffered() {
            return ranged;
        }

        @Override
        public void close() {}
    }

    private static final class Breaking extends InputStream {
        private final InputStream in;
        private int left;

        Breaking(InputStream in, int left) {
            this.in = in;
            this.left = left;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int from, int length) throws IOException {
            if (left == 0) {
                throw new IOException("Connection reset");
            }
            int count = in.read(buffer, from, Math.min(length, left));
            left -= Math.max(0, count);
            return count;
        }
    }

    private static UnsupportedOperationException none() {
        return new UnsupportedOperationException("transfers do not ask for this");
    }

    @Override
    public ServerInfo server() {
        throw none();
    }

    @Override
    public String user() {
        throw none();
    }

    @Override
    public List<ProjectRow> projects() {
        throw none();
    }

    @Override
    public List<SubjectRow> subjects(String project) {
        throw none();
    }

    @Override
    public List<SessionRow> sessions(String project) {
        throw none();
    }

    @Override
    public List<SessionRow> sessionsBeyondProjects(Optional<String> project) {
        throw none();
    }

    @Override
    public List<SessionRow> sessionsOfAssessors(Collection<String> assessorIds) {
        throw none();
    }

    @Override
    public List<String> storedFiles(String sessionId) {
        return List.of("SCANS/1/DICOM/scan_1_catalog.xml", "SCANS/2/DICOM/scan_2_catalog.xml");
    }

    @Override
    public Optional<SessionRow> session(String accessionId) {
        throw none();
    }

    @Override
    public List<ScanRow> scans(String sessionId) {
        throw none();
    }

    @Override
    public List<AssessorRow> assessors(String sessionId) {
        throw none();
    }

    @Override
    public List<ReconstructionRow> reconstructions(String sessionId) {
        throw none();
    }

    @Override
    public List<ResourceRow> resources(String sessionId, Set<Level> levels) {
        throw none();
    }

    @Override
    public List<ResourceRow> subjectResources(String project, String subjectId) {
        throw none();
    }

    @Override
    public List<ResourceRow> projectResources(String project) {
        throw none();
    }
}
