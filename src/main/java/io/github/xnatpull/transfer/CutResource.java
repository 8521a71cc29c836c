package io.github.xnatpull.transfer;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultKind;
import io.github.xnatpull.ledger.Proof;
import io.github.xnatpull.ledger.ReceiptFile;
import io.github.xnatpull.plan.PlanItem;
import io.github.xnatpull.storage.CutResources;
import io.github.xnatpull.storage.DirectoryTrees;
import io.github.xnatpull.storage.FilesOnDisk;
import io.github.xnatpull.support.CsvDialect;
import io.github.xnatpull.support.StopSignal;
import io.github.xnatpull.xnat.FileRow;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was proven of a resource when a run ended in the middle of it. It is taken up by the next attempt as far as its
 * listing is unchanged, and each file's MD5 is still ours. Nothing depends on it: what cannot be kept, or read, comes again.
 */
final class CutResource {
    private static final Logger LOG = LoggerFactory.getLogger(CutResource.class);
    private static final int TOO_OFTEN = 2;
    private static final String ARCHIVE = "archive";
    private static final List<String> COLUMNS = List.of("name", "file", "bytes", "md5", "size", "listed_md5", "proof");

    private final TransferContext context;
    private final Path directory;
    private final String identity;
    private final List<Kept> kept = new ArrayList<>();
    private String listing = "";
    private int cuts;

    /** A file that was proven; its name in the directory is a number. */
    private record Kept(String name, ReceiptFile file) {}

    private CutResource(TransferContext context, PlanItem item) {
        this.context = context;
        this.identity = String.join("\n", item.key().toString(), item.address().resourceId(), item.folder());
        this.directory = CutResources.of(context.target().destination(), identity);
    }

    /** What there is of a resource, mostly nothing. */
    static CutResource of(TransferContext context, PlanItem item) {
        CutResource found = new CutResource(context, item);
        found.read();
        return found;
    }

    /** Whether limits have ended it so often that it must come in parts that are each worth something. */
    boolean isCutAgainAndAgain() {
        return cuts >= TOO_OFTEN;
    }

    /** The part of the server's archive that came, where the listing is the same. */
    Optional<Path> archive(Map<String, FileRow> rows) {
        Path archive = directory.resolve(ARCHIVE);
        return listing.equals(fingerprint(rows)) && Files.exists(archive) ? Optional.of(archive) : Optional.empty();
    }

    /** Stages what is here once more, as far as it is still what the server lists. */
    void takeUp(DownloadState download) throws IOException {
        boolean same = listing.equals(fingerprint(download.rows()));
        for (Kept one : kept) {
            Optional<ExpectedFile> expected = download.open(one.file().file());
            // A digest tells a file that changed; without one, only that nothing in the listing did.
            boolean current = expected.filter(
                            file -> file.size().equals(one.file().bytesExpected())
                                    && file.md5().equals(one.file().md5Expected())
                                    && (same || file.md5().isPresent()))
                    .isPresent();
            Path path = directory.resolve(one.name());
            if (current && isWhole(path, one.file())) {
                ExpectedFile file = expected.get();
                download.staging().share(path, file.place());
                Path staged = download.staging().path(file.place());
                download.takeUp(
                        file,
                        new ReceivedFile(
                                one.file().bytes(),
                                one.file().md5(),
                                Files.getLastModifiedTime(staged).toMillis()),
                        one.file().proof());
            }
        }
    }

    private static boolean isWhole(Path path, ReceiptFile file) throws IOException {
        return Files.exists(path)
                && Files.size(path) == file.bytes()
                && FilesOnDisk.md5(path).equals(file.md5());
    }

    /**
     * The run ends with this fault: keeps what is proven.
     *
     * @param later whether it does not end, but the resource comes again in it
     */
    void keep(Fault fault, DownloadState download, boolean later) {
        if (later || isWorthKeeping(fault, !download.proven().isEmpty())) {
            store(download.rows(), next -> {
                List<Kept> files = new ArrayList<>();
                for (ReceiptFile file : download.proven().values()) {
                    if (file.proof() != Proof.NONE) {
                        Kept one = new Kept(Integer.toString(files.size()), file);
                        Files.move(download.staging().path(file.path()), next.resolve(one.name()));
                        files.add(one);
                    }
                }
                return files;
            });
        }
    }

    /** The run ends with this fault while the archive itself is kept as it comes. */
    void keep(Fault fault, StagedFile copy, Path archive, Map<String, FileRow> rows) {
        if (isWorthKeeping(fault, copy.bytes() > 0)) {
            store(rows, next -> {
                copy.close();
                Files.move(archive, next.resolve(ARCHIVE));
                return List.of();
            });
        }
    }

    /** Where a disk is the trouble, room is worth more. */
    private boolean isWorthKeeping(Fault fault, boolean anything) {
        boolean ends = TransferContext.endsRun(fault) || context.stop().cutRequested();
        return ends
                && (anything || isByLimit())
                && fault.kind() != FaultKind.LOCAL
                && fault.kind() != FaultKind.INTERNAL;
    }

    private boolean isByLimit() {
        return context.stop().reason().filter(StopSignal.Reason.LIMIT::equals).isPresent();
    }

    @FunctionalInterface
    private interface Filling {
        List<Kept> fill(Path next) throws IOException;
    }

    private void store(Map<String, FileRow> rows, Filling filling) {
        try {
            Path next = CutResources.begin(directory);
            List<Kept> files = filling.fill(next);
            write(next, files, fingerprint(rows), cuts + (isByLimit() ? 1 : 0));
            CutResources.replace(directory, next);
        } catch (IOException | Fault e) {
            LOG.debug("what came of a resource is not kept", e);
        }
    }

    /** It is in place. */
    void forget() throws IOException {
        if (Files.exists(directory)) {
            DirectoryTrees.delete(directory);
        }
    }

    private static String fingerprint(Map<String, FileRow> rows) {
        MessageDigest digest = Buffers.newMd5();
        new TreeMap<>(rows)
                .forEach((path, row) -> digest.update(
                        String.join("\n", path, text(row.size()), row.md5().orElse(""), "")
                                .getBytes(StandardCharsets.UTF_8)));
        return HexFormat.of().formatHex(digest.digest());
    }

    private static String text(OptionalLong number) {
        return number.isPresent() ? Long.toString(number.getAsLong()) : "";
    }

    private void write(Path next, List<Kept> files, String fingerprint, int times) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(next.resolve(CutResources.LIST));
                CSVPrinter printer = CsvDialect.printer(out, COLUMNS)) {
            CsvDialect.print(printer, List.of("", identity, Integer.toString(times), fingerprint, "", "", ""));
            for (Kept one : files) {
                ReceiptFile file = one.file();
                CsvDialect.print(
                        printer,
                        List.of(
                                one.name(),
                                file.file(),
                                Long.toString(file.bytes()),
                                file.md5(),
                                text(file.bytesExpected()),
                                file.md5Expected().orElse(""),
                                file.proof().word()));
            }
        }
    }

    private void read() {
        Path list = directory.resolve(CutResources.LIST);
        if (!Files.exists(list)) {
            return;
        }
        try (BufferedReader in = Files.newBufferedReader(list);
                CSVParser parser = CsvDialect.parser(in)) {
            CsvDialect.lines(parser).forEach(this::read);
        } catch (IOException | IllegalArgumentException | UncheckedIOException | IndexOutOfBoundsException e) {
            LOG.debug("what is kept of a resource cannot be read", e);
            kept.clear();
        }
    }

    private void read(List<String> cells) {
        if (cells.get(0).isEmpty()) {
            if (!cells.get(1).equals(identity)) {
                throw new IllegalArgumentException("it is of another resource");
            }
            cuts = Integer.parseInt(cells.get(2));
            listing = cells.get(3);
            return;
        }
        kept.add(new Kept(
                cells.get(0),
                new ReceiptFile(
                        cells.get(1),
                        cells.get(1),
                        Long.parseLong(cells.get(2)),
                        cells.get(3),
                        cells.get(4).isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(cells.get(4))),
                        Optional.of(cells.get(5)).filter(text -> !text.isEmpty()),
                        Proof.of(cells.get(6)),
                        0)));
    }
}
