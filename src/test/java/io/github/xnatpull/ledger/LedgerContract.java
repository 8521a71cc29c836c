package io.github.xnatpull.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.xnat.InOut;
import io.github.xnatpull.xnat.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every ledger does, whatever keeps its rows. */
public abstract class LedgerContract {
    /** Names that databases like to take for one another, or for something else. */
    private static final List<String> NAMES = List.of(
            "a",
            "A",
            "a ",
            "a  ",
            " a",
            "ä",
            "a\u0308",
            "1",
            "01",
            "a'b",
            "a\"b",
            "%",
            "a_b",
            "a\\b",
            "?",
            ":name",
            "{a}",
            "--",
            "/*a*/",
            "null",
            "日本",
            "😀",
            "a\tb",
            "a\nb",
            "n".repeat(400));

    private static final Comparator<LedgerRow> BY_KEY = Comparator.comparing(
                    (LedgerRow row) -> row.key().project())
            .thenComparing(row -> row.key().accessionId())
            .thenComparing(row -> row.key().level().word())
            .thenComparing(row -> row.key().partId())
            .thenComparing(row -> row.key().inOut().word())
            .thenComparing(row -> row.key().name());

    protected abstract Ledger ledger();

    /** Closes the ledger and opens it again. */
    protected abstract void reopen();

    /** Does something in one transaction, where the ledger has such. */
    protected abstract void inTransaction(Runnable work);

    private static ResourceKey key(String project, String session, String part, String name) {
        return new ResourceKey(project, session, Level.SCAN, part, InOut.NONE, name);
    }

    private static LedgerRow row(ResourceKey key) {
        return row(key, "run-1");
    }

    private static LedgerRow row(ResourceKey key, String run) {
        return new LedgerRow(
                key,
                "17",
                key.name(),
                "MR1/scans/1",
                Status.LANDED,
                new Extent(3, 77, 4, OptionalLong.of(88), Proof.MD5),
                new Hints(OptionalLong.of(3), OptionalLong.of(77)),
                Instant.ofEpochMilli(1_772_330_584_567L),
                run,
                run,
                "receipt-1");
    }

    private List<LedgerRow> all() {
        List<LedgerRow> all = new ArrayList<>();
        ledger().forEach(all::add);
        return all;
    }

    private void record(ResourceKey... keys) {
        for (ResourceKey key : keys) {
            ledger().record(row(key));
        }
    }

    @Test
    void anEmptyLedgerHoldsNothing() {
        assertThat(ledger().isEmpty()).isTrue();
        assertThat(all()).isEmpty();
        assertThat(ledger().ofSession("P", "E1")).isEmpty();
        assertThat(ledger().inFolder("")).isEmpty();
        assertThat(ledger().countOutside("P", Set.of())).isZero();
    }

    @Test
    void everyValueOfARowComesBackAlsoAfterItWasClosed() {
        List<LedgerRow> rows = new ArrayList<>();
        for (Status status : List.of(Status.LANDED, Status.EMPTY, Status.INCOMPLETE, Status.CONFLICT)) {
            for (Proof proof : Proof.values()) {
                rows.add(new LedgerRow(
                        new ResourceKey("P", "E1", Level.ASSESSOR, status.word(), InOut.OUT, proof.word()),
                        "17",
                        "label of " + proof,
                        "MR1/" + status + "/" + proof,
                        status,
                        new Extent(1, Long.MAX_VALUE, 2, OptionalLong.of(0), proof),
                        new Hints(OptionalLong.empty(), OptionalLong.of(Long.MAX_VALUE)),
                        Instant.ofEpochMilli(1),
                        "run-1",
                        "run-2",
                        "receipt"));
            }
        }
        inTransaction(() -> rows.forEach(ledger()::record));
        assertThat(ledger().ofSession("P", "E1")).containsExactlyInAnyOrderElementsOf(rows);
        reopen();

        assertThat(ledger().isEmpty()).isFalse();
        assertThat(ledger().ofSession("P", "E1")).containsExactlyInAnyOrderElementsOf(rows);
    }

    @Test
    void whatIsBlankOrUnknownComesBackAsThat() {
        LedgerRow blank = new LedgerRow(
                new ResourceKey("P", "", Level.PROJECT, "", InOut.NONE, ""),
                "",
                "",
                "",
                Status.EMPTY,
                Extent.NOTHING,
                Hints.NONE,
                Instant.EPOCH,
                "",
                "",
                "");
        ledger().record(blank);
        reopen();

        assertThat(ledger().ofSession("P", "")).containsExactly(blank);
        assertThat(ledger().inFolder("")).containsExactly(blank);
        assertThat(all()).containsExactly(blank);
    }

    @Test
    void longTextsComeBackWhole() {
        ResourceKey key = new ResourceKey(
                "p".repeat(400), "e".repeat(400), Level.SCAN, "s".repeat(1000), InOut.NONE, "ü".repeat(4000));
        LedgerRow plain = row(key);
        LedgerRow longest = new LedgerRow(
                key,
                "1".repeat(40),
                "l".repeat(4000),
                "日".repeat(4000),
                plain.status(),
                plain.extent(),
                plain.hints(),
                plain.landedAt(),
                "r".repeat(200),
                "s".repeat(200),
                "t".repeat(200));
        ledger().record(longest);
        reopen();

        assertThat(ledger().ofSession(key.project(), key.accessionId())).containsExactly(longest);
        assertThat(ledger().inFolder(longest.folder())).containsExactly(longest);
    }

    @Test
    void aRowIsReplacedByTheNextOneOfItsKey() {
        ResourceKey key = key("P", "E1", "1", "DICOM");
        ledger().record(row(key, "run-1"));
        LedgerRow next = new LedgerRow(
                key,
                "18",
                "renamed",
                "MR1/other",
                Status.INCOMPLETE,
                new Extent(1, 2, 3, OptionalLong.empty(), Proof.NONE),
                Hints.NONE,
                Instant.ofEpochMilli(7),
                "run-2",
                "run-2",
                "");
        ledger().record(next);

        assertThat(all()).containsExactly(next);
    }

    @Test
    void keysThatDifferInOnePartAreDifferentRows() {
        List<ResourceKey> keys = List.of(
                new ResourceKey("P", "E1", Level.SCAN, "1", InOut.NONE, "DICOM"),
                new ResourceKey("Q", "E1", Level.SCAN, "1", InOut.NONE, "DICOM"),
                new ResourceKey("P", "E2", Level.SCAN, "1", InOut.NONE, "DICOM"),
                new ResourceKey("P", "E1", Level.ASSESSOR, "1", InOut.NONE, "DICOM"),
                new ResourceKey("P", "E1", Level.SCAN, "2", InOut.NONE, "DICOM"),
                new ResourceKey("P", "E1", Level.SCAN, "1", InOut.IN, "DICOM"),
                new ResourceKey("P", "E1", Level.SCAN, "1", InOut.OUT, "DICOM"),
                new ResourceKey("P", "E1", Level.SCAN, "1", InOut.NONE, "NIFTI"));
        record(keys.toArray(ResourceKey[]::new));

        assertThat(all()).extracting(LedgerRow::key).containsExactlyInAnyOrderElementsOf(keys);
        assertThat(ledger().ofSession("P", "E1")).hasSize(6);
    }

    @Test
    @DisplayName("Names that differ only in case, blanks, Unicode form or signs of a database are different names")
    void namesThatLookAlikeAreDifferent() {
        inTransaction(() -> NAMES.forEach(name -> record(
                key("P", "E1", "1", name),
                key("P", "E1", name, "DICOM"),
                key("P", name, "1", "DICOM"),
                key(name, "E1", "1", "DICOM"))));
        reopen();

        assertThat(all()).hasSize(4 * NAMES.size());
        assertThat(ledger().ofSession("P", "E1"))
                .extracting(row -> row.key().name())
                .containsAll(NAMES);
        for (String name : NAMES) {
            assertThat(ledger().ofSession("P", name)).as(name).hasSize(1);
            assertThat(ledger().ofSession(name, "E1")).as(name).hasSize(1);
            assertThat(ledger().countOutside(name, Set.of())).as(name).isEqualTo(1);
        }
        Set<String> others = new HashSet<>(NAMES);
        others.add("E1");
        others.remove("a ");
        assertThat(ledger().countOutside("P", others)).isEqualTo(1);
    }

    @Test
    void onlyWhatIsRecordedIsNotedAsSeen() {
        record(key("P", "E1", "1", "DICOM"), key("P", "E1", "1", "dicom"), key("P", "E1", "1", "NIFTI"));
        ledger().seen(List.of(), "run-2");
        ledger().seen(
                        List.of(
                                key("P", "E1", "1", "DICOM"),
                                key("P", "E1", "1", "NIFTI"),
                                key("P", "E1", "2", "DICOM"),
                                key("P", "E1", "1", "DICOM ")),
                        "run-3");
        reopen();

        assertThat(all())
                .extracting(row -> row.key().name() + " " + row.landedInRun() + " " + row.lastSeenRun())
                .containsExactly("DICOM run-1 run-3", "NIFTI run-1 run-3", "dicom run-1 run-1");
    }

    @Test
    void rowsOfAFolderAreThoseOfExactlyThatFolder() {
        for (String folder : List.of("MR1", "mr1", "MR1 ", "MR1/a", "MR_", "MR%")) {
            LedgerRow plain = row(key("P", "E1", "1", folder));
            ledger().record(new LedgerRow(
                    plain.key(),
                    "1",
                    "",
                    folder,
                    plain.status(),
                    plain.extent(),
                    plain.hints(),
                    plain.landedAt(),
                    "r",
                    "r",
                    ""));
        }
        record(key("P", "E2", "1", "elsewhere"));

        for (String folder : List.of("MR1", "MR1 ", "MR_", "MR%")) {
            assertThat(ledger().inFolder(folder))
                    .extracting(row -> row.key().name())
                    .containsExactly(folder);
        }
        assertThat(ledger().inFolder("MR2")).isEmpty();
    }

    @Test
    void rowsAboveSessionsAreOutsideOfNone() {
        record(
                new ResourceKey("P", "", Level.PROJECT, "", InOut.NONE, "a"),
                new ResourceKey("P", "S1", Level.SUBJECT, "", InOut.NONE, "a"),
                new ResourceKey("P", "E1", Level.SESSION, "", InOut.NONE, "a"),
                new ResourceKey("P", "E1", Level.RECONSTRUCTION, "r", InOut.OUT, "a"),
                new ResourceKey("P", "E2", Level.ASSESSOR, "x", InOut.IN, "a"),
                new ResourceKey("Q", "E3", Level.SCAN, "1", InOut.NONE, "a"));

        assertThat(ledger().countOutside("P", Set.of())).isEqualTo(3);
        assertThat(ledger().countOutside("P", Set.of("E1"))).isEqualTo(1);
        assertThat(ledger().countOutside("P", Set.of("E1", "E2", "E9"))).isZero();
        assertThat(ledger().countOutside("p", Set.of())).isZero();
    }

    @Test
    void rowsAreReadOnceEachByKeyOverManyPages() {
        List<LedgerRow> rows = new ArrayList<>();
        for (int session = 0; session < 1050; session++) {
            rows.add(row(key("P", "E" + session, "1", "DICOM")));
        }
        for (String project : List.of("A", "P ", "Z")) {
            for (String name : List.of("b", "B", "b ", "", "a")) {
                rows.add(row(key(project, "E1", "1", name)));
                rows.add(row(key(project, "E1", "10", name)));
                rows.add(row(new ResourceKey(project, "", Level.PROJECT, "", InOut.NONE, name)));
            }
        }
        Collections.shuffle(rows, new java.util.Random(1));
        inTransaction(() -> rows.forEach(ledger()::record));

        assertThat(all().stream().map(LedgerRow::key).map(ResourceKey::toString))
                .containsExactlyElementsOf(rows.stream()
                        .sorted(BY_KEY)
                        .map(row -> row.key().toString())
                        .toList());
        assertThat(ledger().countOutside("P", Set.of("E0", "E1049"))).isEqualTo(1048);
    }
}
