package io.github.xnatpull.miniature.archive;

import java.time.Instant;

/**
 * A file: what the disk has, and what the catalogue says of it, which need not agree (contract §2.11, §5). Unless told
 * otherwise the catalogue is right.
 */
public final class StoredFile {
    private static final Instant ARCHIVED = Instant.parse("2024-02-01T10:15:00Z");
    private static final String AS_ON_DISK = "\0";

    private final String path;
    private final boolean checksums;
    private volatile Content content;
    private volatile Instant modified = ARCHIVED;
    private volatile String listedSize = AS_ON_DISK;
    private volatile String listedDigest = AS_ON_DISK;
    private volatile boolean missing;
    private volatile String format = "";
    private volatile String contentType = "";
    private volatile String tags = "";

    StoredFile(String path, Content content, boolean checksums) {
        this.path = path;
        this.content = content;
        this.checksums = checksums;
    }

    /** Lists no size (contract Q16). */
    public StoredFile withoutSize() {
        return listedAs("", listedDigest);
    }

    /** Lists no digest. */
    public StoredFile withoutDigest() {
        return listedAs(listedSize, "");
    }

    /** Lists a digest that the content never had. */
    public StoredFile withStaleDigest() {
        return listedAs(listedSize, Content.text("before " + path).md5());
    }

    /** Lists this size, whatever the disk has. */
    public StoredFile withListedSize(long size) {
        return listedAs(Long.toString(size), listedDigest);
    }

    /** Is listed, but not there. */
    public StoredFile missingOnDisk() {
        missing = true;
        return this;
    }

    public StoredFile withFormat(String newFormat) {
        format = newFormat;
        return this;
    }

    public StoredFile withContentType(String newContentType) {
        contentType = newContentType;
        return this;
    }

    public StoredFile withTags(String newTags) {
        tags = newTags;
        return this;
    }

    public StoredFile modifiedAt(Instant when) {
        modified = when;
        return this;
    }

    /** Changes the bytes properly: catalogue, digest and time follow. */
    public StoredFile replaceWith(Content newContent) {
        listedSize = AS_ON_DISK;
        listedDigest = AS_ON_DISK;
        return replaceOnDisk(newContent);
    }

    /** Changes the bytes behind the catalogue's back: it keeps the old size and digest. */
    public StoredFile replaceBehindCatalogue(Content newContent) {
        listedSize = listedSize();
        listedDigest = listedDigest();
        return replaceOnDisk(newContent);
    }

    private StoredFile replaceOnDisk(Content newContent) {
        content = newContent;
        missing = false;
        modified = modified.plusSeconds(60);
        return this;
    }

    private StoredFile listedAs(String size, String digest) {
        listedSize = size;
        listedDigest = digest;
        return this;
    }

    /** The path inside the resource, folders and all. */
    public String path() {
        return path;
    }

    /** The last part of the path. */
    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    public Content content() {
        return content;
    }

    public Instant modified() {
        return modified;
    }

    public boolean isMissing() {
        return missing;
    }

    public String format() {
        return format;
    }

    public String contentType() {
        return contentType;
    }

    public String tags() {
        return tags;
    }

    /** The Size cell of listings. */
    public String listedSize() {
        if (listedSize.equals(AS_ON_DISK)) {
            return missing ? "" : Long.toString(content.size());
        }
        return listedSize;
    }

    /** The digest cell of listings. */
    public String listedDigest() {
        if (listedDigest.equals(AS_ON_DISK)) {
            return checksums ? content.md5() : "";
        }
        return listedDigest;
    }
}
