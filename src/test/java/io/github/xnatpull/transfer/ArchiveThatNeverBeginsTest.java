package io.github.xnatpull.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.plan.PlanItem;
import io.github.xnatpull.transfer.ArchiveRefusals.Refusal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Progress is never all or nothing: where archives do not come, and where the listing changes meanwhile. */
class ArchiveThatNeverBeginsTest {

    private static final PlanItem ITEM = Bench.scan("101");

    @TempDir
    Path directory;

    private Bench bench;

    @BeforeEach
    void threeFiles() {
        bench = new Bench(directory.resolve("dest"));
        bench.server.put("101", "1.dcm", "one").put("101", "2.dcm", "two two").put("101", "3.dcm", "three");
    }

    private void archivesFailWith(FaultCode code) {
        bench.server.beforeContent = () -> {
            if (bench.server.requests.get(bench.server.requests.size() - 1).startsWith("zip")) {
                throw Fault.fault(code).trying("download the archive").because("it never began");
            }
        };
    }

    @ParameterizedTest(name = "B-21 {0}")
    @EnumSource(
            value = FaultCode.class,
            names = {"CONNECTION_LOST", "STALLED"})
    @DisplayName("B-21: where every archive breaks before it begins, all files land one by one")
    void everyFileLandsByItself(FaultCode code) {
        archivesFailWith(code);
        assertThat(bench.pull(ITEM).status()).isEqualTo(Status.LANDED);
        assertThat(bench.files()).isEqualTo(Map.of("1.dcm", "one", "2.dcm", "two two", "3.dcm", "three"));
        assertThat(bench.server.requests)
                .containsExactly("list 101", "zip 101", "get 101 1.dcm", "get 101 2.dcm", "get 101 3.dcm");
        assertThat(bench.warnings).singleElement().asString().contains(code.id());
    }

    @Test
    void aLargeResourceDoesNotAskTwiceForAnArchiveThatNeverBegins() {
        for (int i = 0; i < 300; i++) {
            bench.server.put("101", "more/" + i, "file " + i);
        }
        archivesFailWith(FaultCode.CONNECTION_LOST);
        assertThat(bench.pull(ITEM).status()).isEqualTo(Status.LANDED);
        assertThat(bench.server.count("zip")).isEqualTo(1);
        assertThat(bench.files()).hasSize(303);
    }

    @ParameterizedTest
    @EnumSource(
            value = FaultCode.class,
            names = {"AUTH_FORBIDDEN", "SERVER_BUSY"})
    void whereArchivesAloneAreRefusedTheyAreSoonAskedForNoMore(FaultCode code) {
        archivesFailWith(code);
        for (String id : List.of("101", "102", "103")) {
            bench.server.put(id, "1.dcm", "one").put(id, "2.dcm", "two two");
            assertThat(bench.pull(Bench.item(id, id, "DICOM")).status()).isEqualTo(Status.LANDED);
        }
        assertThat(bench.server.count("zip")).isEqualTo(2);
        assertThat(bench.server.count("get")).isEqualTo(3 + 2 + 2);
        assertThat(bench.warnings)
                .hasSize(3)
                .last()
                .asString()
                .startsWith("Archives are refused, and single files are not");
    }

    private Status pullTwoFiles(String id) {
        bench.server.put(id, "1.dcm", "one").put(id, "2.dcm", "two two");
        return bench.pull(Bench.item(id, id, "DICOM")).status();
    }

    @Test
    void whereArchivesWereRefusedOneIsTriedAgainAfterAWhile() throws InterruptedException {
        archivesFailWith(FaultCode.SERVER_BUSY);
        for (String id : List.of("102", "103", "104")) {
            assertThat(pullTwoFiles(id)).isEqualTo(Status.LANDED);
        }
        bench.time.sleep(ArchiveRefusals.PAUSE);
        assertThat(pullTwoFiles("105")).isEqualTo(Status.LANDED);
        assertThat(bench.server.count("zip")).isEqualTo(3);
        assertThat(pullTwoFiles("106")).isEqualTo(Status.LANDED);
        assertThat(bench.server.count("zip")).isEqualTo(3);
        bench.time.sleep(ArchiveRefusals.PAUSE);
        bench.server.beforeContent = () -> {};
        for (String id : List.of("107", "108")) {
            assertThat(pullTwoFiles(id)).isEqualTo(Status.LANDED);
        }
        assertThat(bench.server.count("zip")).isEqualTo(5);
        assertThat(bench.warnings.stream().filter(text -> text.startsWith("Archives are refused")))
                .hasSize(1);
    }

    @Test
    void transfersThatMeetTheSameBurstOfRefusalsAreOneSign() throws InterruptedException {
        Refusal one = new Refusal(bench.time.nanos(), "the server answered 429");
        Refusal other = new Refusal(bench.time.nanos(), "the server answered 429");
        bench.time.sleep(Duration.ofSeconds(20));
        bench.refusals.refused(one);
        bench.refusals.refused(other);
        assertThat(bench.refusals.areOver()).isFalse();
        bench.refusals.refused(new Refusal(bench.time.nanos(), "the server answered 429"));
        assertThat(bench.refusals.areOver()).isTrue();
    }

    @Test
    void whereNothingMayBeReadOneSingleFileIsAskedFor() {
        bench.server.beforeContent = () -> {
            throw Fault.fault(FaultCode.AUTH_FORBIDDEN).trying("download it").because("the server answered 403");
        };
        for (int i = 0; i < 3; i++) {
            assertThat(bench.pull(ITEM).status()).isEqualTo(Status.FAILED);
        }
        assertThat(bench.server.count("get")).isEqualTo(3);
        assertThat(bench.server.count("zip")).isEqualTo(3);
    }

    @Test
    @DisplayName("B-47: a server that is away altogether is not asked for file after file")
    void aServerThatIsAwayIsLeftAlone() {
        archivesFailWith(FaultCode.SERVER_AWAY);
        assertThatThrownBy(() -> bench.pull(ITEM)).isInstanceOfSatisfying(Fault.class, fault -> assertThat(fault.code())
                .isEqualTo(FaultCode.SERVER_AWAY));
        assertThat(bench.server.requests).containsExactly("list 101", "zip 101");
    }

    @Test
    @DisplayName("B-35: a file that only the second listing names comes too")
    void aFileOfTheSecondListingComesToo() {
        bench.server.list("101", FakeXnat.row("101", "lost.dcm", 10, ""));
        int[] listings = {0};
        bench.server.beforeListing = () -> {
            if (++listings[0] == 2) {
                bench.server.put("101", "late.dcm", "late");
            }
        };
        assertThat(bench.pull(ITEM).fileFaults()).singleElement().satisfies(fault -> assertThat(fault.file())
                .isEqualTo("lost.dcm"));
        assertThat(bench.files()).hasSize(4).containsEntry("late.dcm", "late");
    }
}
