package io.github.xnatpull.doctor;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.fault.FaultKind;
import io.github.xnatpull.fault.LocalFaults;
import io.github.xnatpull.support.ByteSize;
import io.github.xnatpull.xnat.FileRow;
import io.github.xnatpull.xnat.Level;
import io.github.xnatpull.xnat.ResourceAddress;
import io.github.xnatpull.xnat.ResourceRow;
import io.github.xnatpull.xnat.SessionRow;
import io.github.xnatpull.xnat.XnatCatalogue;
import io.github.xnatpull.xnat.XnatContent;
import io.github.xnatpull.xnat.XnatContent.Body;
import io.github.xnatpull.xnat.XnatContent.ResumePoint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** One small archive and the middle of one file: how fast, and whether what broke off can go on. Nothing is kept. */
final class TransferChecks {
    private static final int SESSIONS_LOOKED_AT = 3;
    private static final long ENOUGH_BYTES = 16L << 20;
    private static final double ENOUGH_SECONDS = 5;
    private static final double SLOW = 1 << 20;

    private final Examination examination;
    private final XnatCatalogue catalogue;
    private final XnatContent content;
    private final LongSupplier nanos;

    TransferChecks(Examination examination, XnatCatalogue catalogue, XnatContent content, LongSupplier nanos) {
        this.examination = examination;
        this.catalogue = catalogue;
        this.content = content;
        this.nanos = nanos;
    }

    void run(List<SessionRow> sessions) {
        List<ResourceAddress> found = new ArrayList<>();
        examination.check(
                "download",
                List.of("project"),
                () -> lenient(() -> {
                    sample(sessions).ifPresent(found::add);
                    return found.isEmpty() ? Finding.skipped("no files in the first sessions") : speed(found.get(0));
                }));
        examination.check("ranges", List.of("download"), () -> lenient(() -> ranges(found.get(0))));
    }

    /** What is wrong with one resource need not be wrong with all; who may not read is told so. */
    private static Finding lenient(Supplier<Finding> look) {
        try {
            return look.get();
        } catch (Fault fault) {
            if (fault.kind() == FaultKind.AUTH || fault.code() == FaultCode.SERVER_AWAY) {
                throw fault;
            }
            return Finding.warning(fault, "This could be tried with one resource only; others may do better.");
        }
    }

    /** Of the first sessions the resource that comes nearest to what is read at most, from below. */
    private Optional<ResourceAddress> sample(List<SessionRow> sessions) {
        for (SessionRow session : sessions.subList(0, Math.min(SESSIONS_LOOKED_AT, sessions.size()))) {
            Optional<ResourceRow> best = catalogue.resources(session.accessionId(), Set.of(Level.SCAN)).stream()
                    .filter(row -> row.fileCount().orElse(0) > 0)
                    .max(Comparator.comparingLong(TransferChecks::worth));
            if (best.isPresent()) {
                return best.map(row -> new ResourceAddress(
                        session.project(),
                        session.subjectId(),
                        session.accessionId(),
                        row.level(),
                        row.partId(),
                        row.inOut(),
                        row.id()));
            }
        }
        return Optional.empty();
    }

    private static long worth(ResourceRow row) {
        long bytes = row.fileSize().orElse(0);
        return bytes <= ENOUGH_BYTES ? bytes : -bytes;
    }

    private Finding speed(ResourceAddress address) {
        long start = nanos.getAsLong();
        long bytes = 0;
        double seconds = 0;
        try (Body body = content.archive(address)) {
            byte[] buffer = new byte[64 * 1024];
            int read = 0;
            while (read >= 0 && bytes < ENOUGH_BYTES && seconds < ENOUGH_SECONDS) {
                read = body.stream().read(buffer);
                bytes += Math.max(0, read);
                seconds = Math.max(1, nanos.getAsLong() - start) / 1e9;
            }
        } catch (IOException e) {
            throw broke("download an archive", e);
        }
        String found = String.format(
                Locale.ROOT,
                "%s of an archive in %.2f s: %.1f MB/s for one transfer",
                new ByteSize(bytes),
                seconds,
                bytes / seconds / 1e6);
        return bytes / seconds >= SLOW || bytes < ENOUGH_BYTES / 16
                ? Finding.ok(found)
                : Finding.warning(found, "Large projects will take days.", "Try more --transfers, or at night.");
    }

    private static Fault broke(String trying, IOException e) {
        return Fault.fault(FaultCode.CONNECTION_LOST)
                .trying(trying)
                .cause(e)
                .because("the connection broke: " + LocalFaults.words(e));
    }

    private Finding ranges(ResourceAddress address) {
        Optional<FileRow> file = file(address);
        if (file.isEmpty()) {
            return Finding.skipped("no file to try it with");
        }
        String path = file.get().path();
        long total;
        String modified;
        try (Body whole = content.file(address, path, Optional.empty())) {
            total = whole.total().orElse(file.get().size().orElse(0));
            modified = whole.lastModified();
        }
        if (total > 1 && !modified.isBlank()) {
            try (Body rest = content.file(address, path, Optional.of(new ResumePoint(total / 2, total, modified)))) {
                if (rest.offset() == total / 2) {
                    return Finding.ok("the server goes on in the middle of a file (206)");
                }
            }
        }
        return Finding.warning(
                "the server does not prove that it goes on in the middle of a file",
                "A large file that breaks off starts again.",
                "Nothing to do here; what is whole is never fetched twice.");
    }

    private Optional<FileRow> file(ResourceAddress address) {
        List<FileRow> rows = new ArrayList<>();
        catalogue.files(address, row -> {
            if (rows.isEmpty() && row.size().orElse(0) > 1 && content.isAddressable(row.path())) {
                rows.add(row);
            }
        });
        return rows.stream().findFirst();
    }
}
