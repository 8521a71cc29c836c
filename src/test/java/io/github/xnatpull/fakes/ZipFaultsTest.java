package io.github.xnatpull.fakes;

import static io.github.xnatpull.fakes.Requests.archives;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;

class ZipFaultsTest extends FakeXnatCase {
    @Test
    void archivesCanBeShortYetValid() throws Exception {
        fake.on(archives()).then(ZipFaults.endAfterEntries(2));
        assertThat(names(zip().body())).containsExactly("0001.dcm", "0002.dcm");
    }

    @Test
    void archivesCanLackTheirDirectory() throws Exception {
        byte[] whole = zip().body();
        fake.on(archives()).then(ZipFaults.noCentralDirectory());
        byte[] cut = zip().body();
        assertThat(names(cut)).hasSize(5);
        assertThat(new String(cut, StandardCharsets.ISO_8859_1))
                .doesNotContain("PK\1\2")
                .doesNotContain("PK\5\6");
        assertThat(whole).startsWith(cut);
    }

    @Test
    void aFlippedBitInAStoredEntryBreaksItsSum() throws Exception {
        fake.on(archives()).then(ZipFaults.flipBitInEntry(3));
        byte[] body = zip().body();
        assertThatThrownBy(() -> names(body))
                .isInstanceOf(ZipException.class)
                .hasMessageContaining("invalid entry CRC");
    }

    @Test
    void entriesCanBeLeftOutRenamedDoubledAndAdded() throws Exception {
        fake.on(archives()).times(1).then(ZipFaults.omitEntry(0), ZipFaults.renameEntry(0, "../../evil"));
        fake.on(archives()).nth(2).then(ZipFaults.doubleEntry(4));
        fake.on(archives()).nth(3).then(ZipFaults.extraEntry("a/extra.dcm", 10));
        assertThat(names(zip().body())).hasSize(4);
        assertThat(names(zip().body())).hasSize(6).endsWith("0005.dcm", "0005.dcm");
        assertThat(names(zip().body())).endsWith("extra.dcm");
    }

    @Test
    void aStoredEntryCanDeclareAnotherSize() throws Exception {
        fake.on(archives()).then(ZipFaults.declareSize(1, 9_999));
        byte[] body = zip().body();
        assertThatThrownBy(() -> names(body)).isInstanceOf(IOException.class);
    }

    @Test
    void contentsOfTwoEntriesCanBeSwapped() throws Exception {
        byte[] right = zip().body();
        fake.on(archives()).then(ZipFaults.swapEntries(0, 1));
        byte[] wrong = zip().body();
        assertThat(wrong).hasSameSizeAs(right).isNotEqualTo(right);
        assertThat(names(wrong)).isEqualTo(names(right));
    }

    @Test
    void anEntryCanHoldFarMoreThanListed() throws Exception {
        fake.on(archives()).then(ZipFaults.inflateEntry(0, 50_000_000));
        assertThat(zip().body()).hasSizeLessThan(100_000);
    }

    @Test
    void faultsWrapOneAnother() throws Exception {
        fake.on(archives())
                .then(
                        Faults.latency(Duration.ofMillis(20)),
                        ZipFaults.endAfterEntries(3),
                        BodyFaults.bandwidth(1_000_000));
        assertThat(names(zip().body())).hasSize(3);
    }
}
