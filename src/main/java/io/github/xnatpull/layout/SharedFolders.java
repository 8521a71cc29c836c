package io.github.xnatpull.layout;

import static io.github.xnatpull.fault.Fault.fault;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.support.ByteSize;
import io.github.xnatpull.support.Plural;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Sees to it that no two resources want the same path where a layout gives them no folder of their own. Paths that a
 * file system could take for one (case, Unicode form) are the same. Holds 20 bytes a file, whatever its name, and the name of
 * each resource, in tables that may fill a part of the heap and then refuse; safe for many threads.
 */
public final class SharedFolders {
    /** Of the heap may be the table: a growing one is there twice for a moment. */
    private static final int HEAP_PART = 8;

    private static final int BYTES_PER_SLOT = 20;
    private static final int SLOTS_PER_SOURCE = 4;
    private static final int SMALLEST = 1 << 10;

    private final int mostSlots;
    private final int mostSources;
    private final String memory;
    private final List<String> sources = new ArrayList<>();
    private final MessageDigest digest = sha256();
    /** Half of the digest of each path: 128 bits, of which no two have ever been seen alike by chance. */
    private long[] paths = new long[2 * SMALLEST];
    /** Whose it is: a number from 1; 0 where the slot is free. */
    private int[] owners = new int[SMALLEST];

    private int count;

    private SharedFolders(int mostSlots, String memory) {
        this.mostSlots = mostSlots;
        this.mostSources = mostSlots / SLOTS_PER_SOURCE;
        this.memory = memory;
    }

    /** @param bytes of the heap, of which a part is used */
    public static SharedFolders ofHeap(long bytes) {
        long slots = Math.max(SMALLEST, bytes / HEAP_PART / BYTES_PER_SLOT);
        return new SharedFolders(Integer.highestOneBit((int) Math.min(1 << 29, slots)), new ByteSize(bytes).toString());
    }

    /**
     * A resource whose files follow.
     *
     * @param name what a reader takes for the resource, for example {@code XNAT_E00001 scan 3 DICOM (resource 123)}; the same
     *     one may come again
     */
    public synchronized Source source(String name) {
        if (sources.size() >= mostSources) {
            throw tooMany(sources.size(), "resource");
        }
        sources.add(name);
        return new Source(sources.size());
    }

    /** One of the resources that share folders. */
    public final class Source {
        private final int number;

        private Source(int number) {
            this.number = number;
        }

        /**
         * A file that will be placed.
         *
         * @param folder of its resource, as long as nobody knows which of its folders a session gets one of its own
         * @param shown the folder as the layout makes it, from {@link Layout#resourceFolders}
         * @param file its path inside the resource, as the server states it
         * @throws Fault {@code NAME_COLLISION} where a file of another resource goes there; {@code LIST_TOO_LARGE} where there
         *     are more files than can be compared
         */
        public void add(String folder, String shown, String file) {
            String name = "/" + PortableNames.path(file);
            other(PortableNames.folded(folder + name), number).ifPresent(theirs -> {
                throw fault(FaultCode.NAME_COLLISION)
                        .trying("give every file a place of its own")
                        .meaning("Nothing was fetched")
                        .advice("Use a layout that tells them apart: add {scan.id} or {resource.label}, for example"
                                + " '{session.label}/{scan.id}-{scan.type}/{resource.label}'.")
                        .because("'" + file + "' of " + theirs.mine() + " and a file of " + theirs.first()
                                + " would both be '" + shown + name + "'");
            });
        }
    }

    private record Both(String mine, String first) {}

    private synchronized Optional<Both> other(String path, int number) {
        Both both = new Both(sources.get(number - 1), sources.get(putIfAbsent(path, number) - 1));
        return both.mine().equals(both.first()) ? Optional.empty() : Optional.of(both);
    }

    /** Whose the path is: the one who had it before, else this one from now on. */
    private int putIfAbsent(String path, int number) {
        ByteBuffer hash = ByteBuffer.wrap(digest.digest(path.getBytes(StandardCharsets.UTF_8)));
        long first = hash.getLong();
        long second = hash.getLong();
        int slot = slot(first, second);
        if (owners[slot] != 0) {
            return owners[slot];
        }
        if (count >= owners.length / 4 * 3) {
            grow();
            slot = slot(first, second);
        }
        put(slot, first, second, number);
        count++;
        return number;
    }

    private void put(int slot, long first, long second, int number) {
        paths[2 * slot] = first;
        paths[2 * slot + 1] = second;
        owners[slot] = number;
    }

    /** Where this path is, or would be. */
    private int slot(long first, long second) {
        int slot = (int) first & (owners.length - 1);
        while (owners[slot] != 0 && (paths[2 * slot] != first || paths[2 * slot + 1] != second)) {
            slot = (slot + 1) & (owners.length - 1);
        }
        return slot;
    }

    private void grow() {
        if (owners.length >= mostSlots) {
            throw tooMany(count, "file");
        }
        long[] before = paths;
        int[] theirs = owners;
        paths = new long[2 * before.length];
        owners = new int[2 * theirs.length];
        for (int old = 0; old < theirs.length; old++) {
            if (theirs[old] != 0) {
                long first = before[2 * old];
                long second = before[2 * old + 1];
                put(slot(first, second), first, second, theirs[old]);
            }
        }
    }

    private Fault tooMany(int many, String what) {
        return fault(FaultCode.LIST_TOO_LARGE)
                .trying("give every file a place of its own")
                .meaning("Nothing of this session is fetched")
                .advice("Use a layout with a folder for each session, for example"
                        + " '{session.label}/{scan.id}-{scan.type}/{resource.label}'; or give the program more memory, for"
                        + " example with JAVA_OPTS=-Xmx4g in its environment.")
                .because("in this layout the files of all sessions share their folders, and there are more than "
                        + Plural.of(many, what) + ", which is all that " + memory + " of memory can compare");
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
