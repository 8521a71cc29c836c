package io.github.xnatpull.miniature.archive;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A resource: a catalogue of files at one place. Its label may be blank, doubled or all digits (contract §1.7). */
public final class Resource {
    private static final String RIGHT = "\0";

    private final MiniatureArchive archive;
    private final Holder holder;
    private final long id;
    private final List<StoredFile> files = new ArrayList<>();
    private final Map<String, StoredFile> byPath = new LinkedHashMap<>();
    private volatile String label;
    private volatile String format = "";
    private volatile String content = "";
    private volatile String fileCount = RIGHT;
    private volatile String fileSize = RIGHT;
    private volatile boolean catalogueLost;
    private volatile String folder = "";

    Resource(MiniatureArchive archive, Holder holder, long id, String label) {
        this.archive = archive;
        this.holder = holder;
        this.id = id;
        this.label = label;
    }

    public Resource withFormat(String newFormat) {
        format = newFormat;
        return this;
    }

    public Resource withContent(String newContent) {
        content = newContent;
        return this;
    }

    public Resource relabel(String newLabel) {
        label = newLabel;
        return this;
    }

    /** Lists neither a count nor a size. */
    public Resource withoutHints() {
        return withHints("", "");
    }

    /** Lists this count and size, however many files there are. */
    public Resource withHints(String count, String size) {
        fileCount = count;
        fileSize = size;
        return this;
    }

    /** Its catalogue is blank by now, while its files are on the disk (contract §16.2). */
    public Resource withLostCatalogue() {
        catalogueLost = true;
        return this;
    }

    /** The catalogue is there again. */
    public Resource withRepairedCatalogue() {
        catalogueLost = false;
        return this;
    }

    /** Lies in this folder of its scan or session, which bears another name than its label (contract §16.7). */
    public Resource storedIn(String newFolder) {
        folder = newFolder;
        return this;
    }

    /** Adds a file with content that suits its name. */
    public StoredFile addFile(String path, long size) {
        return addFile(path, Content.suiting(path, id * 1_000_003 + path.hashCode(), size));
    }

    public StoredFile addFile(String path, Content bytes) {
        StoredFile file = new StoredFile(path, bytes, archive.hasChecksums());
        synchronized (files) {
            files.add(file);
            byPath.putIfAbsent(path, file);
        }
        return file;
    }

    /** Adds {@code 0001.dcm}, {@code 0002.dcm} … of one size each. */
    public Resource addFiles(int count, long size) {
        return addFiles(count, size, "%04d.dcm");
    }

    /** Adds files named by a pattern for one number, from 1 on. */
    public Resource addFiles(int count, long size, String pattern) {
        for (int number = 1; number <= count; number++) {
            addFile(String.format(Locale.ROOT, pattern, number), size);
        }
        return this;
    }

    public void removeFile(String path) {
        synchronized (files) {
            files.removeIf(file -> file.path().equals(path));
            byPath.remove(path);
        }
    }

    /** Deletes this resource. */
    public void delete() {
        holder.remove(this);
    }

    /** The files in the order of the catalogue. */
    public List<StoredFile> files() {
        return catalogueLost ? List.of() : stored();
    }

    /** The files that it has on the disk, whatever the catalogue lists. */
    public List<StoredFile> stored() {
        synchronized (files) {
            return List.copyOf(files);
        }
    }

    /** The first file of this very path. */
    public Optional<StoredFile> find(String path) {
        synchronized (files) {
            return Optional.ofNullable(byPath.get(path)).filter(file -> !catalogueLost);
        }
    }

    /** The file of this path; for tests that know it is there. */
    public StoredFile file(String path) {
        return find(path).orElseThrow(() -> new IllegalArgumentException("No file " + path + " in resource " + id));
    }

    public Holder holder() {
        return holder;
    }

    public long id() {
        return id;
    }

    public String label() {
        return label;
    }

    public String format() {
        return format;
    }

    /** The name of its folder. */
    public String folder() {
        return folder.isEmpty() ? label : folder;
    }

    public String content() {
        return content;
    }

    /** The file_count cell of listings. */
    public String listedCount() {
        return fileCount.equals(RIGHT) ? Integer.toString(stored().size()) : fileCount;
    }

    /** The file_size cell of listings. */
    public String listedBytes() {
        if (!fileSize.equals(RIGHT)) {
            return fileSize;
        }
        return Long.toString(stored().stream()
                .filter(file -> !file.isMissing())
                .mapToLong(file -> file.content().size())
                .sum());
    }

    /** The listing URI of the resource itself: {@code /data/experiments/…/resources/123}. */
    public String uri() {
        return holder.uri() + "/resources/" + id;
    }
}
