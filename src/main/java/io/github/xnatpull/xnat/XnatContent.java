package io.github.xnatpull.xnat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The bytes behind the catalogue. One call is one request that got its headers: those are retried inside, the body is
 * the caller's to judge and to ask for again. Reading a body throws {@link IOException} where the connection broke,
 * {@link io.github.xnatpull.fault.Fault} where a watchdog ended it. Bodies that are a login page or any other HTML never
 * come out of here: they are faults.
 */
public interface XnatContent {
    /**
     * A whole resource as one STORED or DEFLATED zip, no length known (contract §3).
     *
     * @throws io.github.xnatpull.fault.Fault {@code NOT_FOUND} where the server has nothing to put into it (contract §3.6):
     *     ask {@link XnatCatalogue#files} whether the resource is gone, empty, or lists files that are not there;
     *     {@code NOT_AN_ARCHIVE} where the body is something else
     */
    Body archive(ResourceAddress address);

    /**
     * One file as it is on the server's disk (contract §4).
     *
     * @param path the path inside the resource as the server states it; asked for in its shortest form, as no other gets
     *     through (contract §15.1), which a catalogue need not know
     * @param from where to go on; a server that cannot, or whose file has changed, sends the whole: see
     *     {@link Body#offset}
     * @throws io.github.xnatpull.fault.Fault {@code FILE_MISSING} on 404, {@code UNADDRESSABLE} where no URL can name it
     *     (contract §15.1)
     */
    Body file(ResourceAddress address, String path, Optional<ResumePoint> from);

    /**
     * Whether a file is the version that the server has sent before: it says so (304), or announces the same time and length
     * again, as where a proxy drops the condition. Nothing of the file is read.
     *
     * @param lastModified the header as sent; blank where only the file's being there is asked for, which makes it changed
     * @param length as announced
     * @throws io.github.xnatpull.fault.Fault as {@link #file} does
     */
    default boolean isUnchanged(ResourceAddress address, String path, String lastModified, OptionalLong length) {
        return false;
    }

    /** Whether a URL can name this path at all (contract §15.1). */
    boolean isAddressable(String path);

    /**
     * Where an interrupted file can go on.
     *
     * @param offset bytes already here, 0 &lt; offset &lt; total
     * @param total the whole length that was promised
     * @param lastModified the header as the server sent it: the guard against splicing two versions
     */
    record ResumePoint(long offset, long total, String lastModified) {}

    /** The body of a reply. Closing it before its end drops the connection. */
    interface Body extends AutoCloseable {
        InputStream stream();

        /** Bytes of this body, where the server said so. */
        OptionalLong length();

        /** Length of the whole file: from Content-Range or Content-Length. */
        OptionalLong total();

        /** Where in the file this body starts: 0, or the offset asked for when the server proved it goes on there. */
        long offset();

        /** The Last-Modified header as sent; blank if none. */
        String lastModified();

        /** The Content-Type header as sent; blank if none. */
        String contentType();

        /** Whether this server has shown that it goes on in the middle of files. */
        boolean rangesOffered();

        @Override
        void close();
    }
}
