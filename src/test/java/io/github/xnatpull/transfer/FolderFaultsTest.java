package io.github.xnatpull.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.fault.LocalFaults;
import io.github.xnatpull.ledger.Destination;
import io.github.xnatpull.plan.PlanItem;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Room that ran out below one folder is that resource's matter; room that ran out for all ends the run (B-121). */
class FolderFaultsTest {
    private static final PlanItem ITEM = Bench.scan("1");

    @TempDir
    private Path directory;

    private Destination destination;

    @BeforeEach
    void create() throws IOException {
        destination = new Destination(directory.resolve("data"));
        destination.create();
        Files.createDirectories(destination.staging());
        Files.createDirectories(destination.folder("MR1"));
    }

    private Fault refused(String words) {
        return LocalFaults.of(
                "put it into place",
                new FileSystemException(destination.folder(ITEM.folder()).toString(), null, words));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Disk quota exceeded", "No space left on device"})
    void aFolderWithAQuotaThatIsUsedUpIsItsResourcesMatter(String words) {
        Fault fault = refused(words);
        assertThat(fault.code()).isEqualTo(FaultCode.DISK_FULL);
        Optional<Fault> own =
                new FolderFaults(destination, place -> !place.startsWith(destination.home())).ofResource(ITEM, fault);
        assertThat(own.map(Fault::code)).contains(FaultCode.FOLDER_UNUSABLE);
        assertThat(own.orElseThrow().getMessage()).contains(words, ITEM.folder());
    }

    @Test
    void whereNothingHasRoomTheRunEnds() {
        assertThat(new FolderFaults(destination, place -> true).ofResource(ITEM, refused("Disk quota exceeded")))
                .isEmpty();
    }

    @Test
    void whereRoomIsBackEverywhereNobodyKnowsWhoseItWasAndTheRunEnds() {
        assertThat(new FolderFaults(destination, place -> false).ofResource(ITEM, refused("No space left")))
                .isEmpty();
    }

    @Test
    void whereOurOwnDirectoryHasNoRoomTheRunEnds() {
        assertThat(new FolderFaults(destination, place -> place.startsWith(destination.home()))
                        .ofResource(ITEM, refused("No space left")))
                .isEmpty();
    }
}
