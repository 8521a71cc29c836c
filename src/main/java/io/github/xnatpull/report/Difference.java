package io.github.xnatpull.report;

import io.github.xnatpull.ledger.LedgerRow;
import io.github.xnatpull.ledger.Receipt;
import io.github.xnatpull.ledger.ResourceKey;
import io.github.xnatpull.xnat.InOut;
import io.github.xnatpull.xnat.Level;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * Something that {@code verify} found not to be as it landed: one file, or a whole resource where {@code file} is blank.
 *
 * @param file its path inside the resource as the server states it
 * @param path relative to the destination; blank where nothing of it is here
 * @param here what is here
 * @param expected what landed, or what the server lists
 * @param what in words
 */
public record Difference(
        Kind kind, Resource resource, String file, String path, Content here, Content expected, String what) {

    /**
     * The resource that it is of.
     *
     * @param id of it on the server; blank for a file of somebody else's
     */
    public record Resource(ResourceKey key, String label, String id) {
        private static final Resource NOBODYS =
                new Resource(new ResourceKey("", "", Level.PROJECT, "", InOut.NONE, ""), "", "");

        /** As it landed. */
        public static Resource of(LedgerRow row) {
            return new Resource(row.key(), row.label(), row.resourceId());
        }
    }

    /**
     * What a file is like, or the files of a resource together.
     *
     * @param md5 blank where it is not known
     */
    public record Content(OptionalLong bytes, String md5) {
        /** Not known, or nothing at all. */
        public static final Content UNKNOWN = new Content(OptionalLong.empty(), "");

        /** What only the size is known of. */
        public static Content of(long bytes) {
            return of(bytes, "");
        }

        /** What is known. */
        public static Content of(long bytes, String md5) {
            return new Content(OptionalLong.of(bytes), md5);
        }
    }

    public ResourceKey key() {
        return resource.key();
    }

    /** The column {@code status} of {@code verify.csv}. */
    public enum Kind {
        /** Landed, and is not there any more. */
        MISSING,
        /** Landed, and is shorter now. */
        TRUNCATED,
        /** Landed, and something else is there now. */
        EDITED,
        /** There, and cannot be read. */
        UNREADABLE,
        /** Landed, and the list of its files is lost. */
        NO_RECEIPT,
        /** Landed, as its receipt says, and the state does not know of it: a pull or {@code runs rebuild} takes it over. */
        UNRECORDED,
        /** Being put into its place when a run was ended by force: the next pull ends it, and it is no failure. */
        UNFINISHED,
        /** On the server, and not here: no failure, the next pull brings it. */
        NEW,
        /** Another file on the server now. */
        CHANGED,
        /** A file that the server lists no more, of a resource that it does list. */
        GONE,
        /** A file of a resource that is not on the server any more, or the resource where its files are not known: kept. */
        ONLY_HERE,
        /** Landed, or new on the server, and could not be compared with the server: nothing is known of it. */
        NOT_LOOKED,
        /** A file that no receipt names: somebody else's, and no failure. */
        STRANGER;

        public String word() {
            return this == ONLY_HERE
                    ? "only_here"
                    : name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** Whether it makes {@code verify} end with exit code 9. */
        public boolean counts() {
            return this != NEW && this != NOT_LOOKED && this != STRANGER && this != UNFINISHED;
        }

        /** Whether it is about one file that landed, and is not on the disk as it landed. */
        public boolean isOnDisk() {
            return this == MISSING || this == TRUNCATED || this == EDITED || this == UNREADABLE;
        }

        /** Whether a pull that replaces what differs mends it. */
        public boolean isMendedByPull() {
            return isOnDisk() || this == CHANGED || this == NO_RECEIPT || this == UNRECORDED;
        }

        /** Whether it is about one file that landed, and is not on the server as it landed. */
        public boolean isOnServer() {
            return this == CHANGED || this == GONE || this == ONLY_HERE;
        }
    }

    /** A file of somebody else's. */
    public static Difference stranger(String path, long bytes) {
        return new Difference(
                Kind.STRANGER, Resource.NOBODYS, "", path, Content.of(bytes), Content.UNKNOWN, "no receipt names it");
    }

    /**
     * What could not be compared with the server.
     *
     * @param path where it landed; blank where nothing of it is here
     */
    public static Difference notLooked(Resource resource, String path, String why) {
        return new Difference(Kind.NOT_LOOKED, resource, "", path, Content.UNKNOWN, Content.UNKNOWN, why);
    }

    /** A whole resource, as its receipt says. */
    public static Difference of(Kind kind, Receipt receipt, String what) {
        return new Difference(
                kind,
                new Resource(receipt.key(), receipt.label(), receipt.resourceId()),
                "",
                receipt.folder(),
                Content.UNKNOWN,
                Content.of(
                        receipt.files().stream().mapToLong(file -> file.bytes()).sum()),
                what);
    }

    /** The same of its whole resource. */
    public Difference ofResource() {
        return new Difference(kind, resource, "", path, Content.UNKNOWN, Content.UNKNOWN, what);
    }

    /** How people are told of its resource at default privacy: accession ids, never labels of people. */
    public String display() {
        ResourceKey key = key();
        String part = key.partId().isEmpty() ? "" : " " + key.level().word() + " " + key.partId();
        return (key.accessionId().isEmpty() ? key.project() : key.accessionId()) + part + " " + key.name();
    }
}
