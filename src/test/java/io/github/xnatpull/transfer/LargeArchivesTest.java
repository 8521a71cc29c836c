package io.github.xnatpull.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.ledger.Status;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Archives that are too much for a server, or for what stands before it, are soon asked for no more. */
class LargeArchivesTest {
    private static final int LARGE = 8_000;

    @TempDir
    Path directory;

    private Bench bench;
    private int next = 101;

    @BeforeEach
    void server() {
        bench = new Bench(directory.resolve("dest"));
    }

    /** Archives of resources from so many bytes on fail. */
    private void archivesFailFrom(long bytes, FaultCode code) {
        bench.server.beforeContent = () -> {
            String request = bench.server.requests.get(bench.server.requests.size() - 1);
            if (request.startsWith("zip") && size(request.substring(4)) >= bytes) {
                throw Fault.fault(code).trying("download the archive").because("the server answered 504");
            }
        };
    }

    private final Map<String, Long> sizes = new HashMap<>();

    private long size(String id) {
        return sizes.getOrDefault(id, 0L);
    }

    /** Pulls another resource of two files, together so large; what was asked for it. */
    private List<String> pull(int bytes) {
        String id = Integer.toString(next++);
        sizes.put(id, (long) bytes);
        bench.server.put(id, "1.dcm", new byte[bytes / 2]).put(id, "2.dcm", new byte[bytes - bytes / 2]);
        bench.server.entryPrefix = "SUBJ01_MR1/scans/" + id + "-T1w/resources/DICOM/files/";
        bench.server.requests.clear();
        assertThat(bench.pull(Bench.item(id, id, "DICOM")).status()).isEqualTo(Status.LANDED);
        return bench.server.requests.stream()
                .map(line -> line.split(" ", -1)[0])
                .filter(word -> !word.equals("list"))
                .toList();
    }

    private static List<String> archive() {
        return List.of("zip");
    }

    private static List<String> singles() {
        return List.of("get", "get");
    }

    private static List<String> both() {
        List<String> all = new ArrayList<>(archive());
        all.addAll(singles());
        return all;
    }

    @ParameterizedTest(name = "B-114 {0}")
    @EnumSource(
            value = FaultCode.class,
            names = {"SERVER_ERROR", "CONNECTION_LOST", "STALLED"})
    @DisplayName("B-114: after three archives that fail, resources from half of the smallest on go file by file")
    void learntWithItsSize(FaultCode code) {
        archivesFailFrom(LARGE, code);
        assertThat(pull(LARGE)).isEqualTo(both());
        assertThat(pull(2 * LARGE)).isEqualTo(both());
        assertThat(pull(3 * LARGE)).isEqualTo(both());
        assertThat(pull(3 * LARGE)).isEqualTo(singles());
        assertThat(pull(LARGE / 2)).isEqualTo(singles());
        assertThat(pull(LARGE / 2 - 2)).isEqualTo(archive());
        assertThat(pull(LARGE)).isEqualTo(singles());
        assertThat(bench.warnings.stream().filter(text -> text.startsWith("Archives fail")))
                .singleElement()
                .asString()
                .contains("the server answered 504", "from 3.91 KiB on");
    }

    @Test
    @DisplayName("B-114: every ten minutes one large archive is tried again, and once it comes all are archives again")
    void triedAgain() throws InterruptedException {
        archivesFailFrom(LARGE, FaultCode.SERVER_ERROR);
        for (int i = 0; i < 3; i++) {
            pull(LARGE);
        }
        bench.time.sleep(ArchiveRefusals.PAUSE);
        assertThat(pull(LARGE)).isEqualTo(both());
        assertThat(pull(LARGE)).isEqualTo(singles());
        bench.time.sleep(ArchiveRefusals.PAUSE);
        bench.server.beforeContent = () -> {};
        assertThat(pull(LARGE)).isEqualTo(archive());
        assertThat(pull(2 * LARGE)).isEqualTo(archive());
    }

    @Test
    @DisplayName("B-114: smaller archives that come say nothing of large ones; two failures are not enough")
    void smallArchivesTeachNothing() {
        archivesFailFrom(LARGE, FaultCode.SERVER_ERROR);
        pull(LARGE);
        pull(LARGE);
        assertThat(pull(100)).isEqualTo(archive());
        assertThat(pull(LARGE)).isEqualTo(both());
        assertThat(pull(LARGE)).isEqualTo(singles());
    }
}
