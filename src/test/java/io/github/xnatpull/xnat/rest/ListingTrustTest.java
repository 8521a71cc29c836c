package io.github.xnatpull.xnat.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.xnatpull.fakes.ScriptedServer;
import io.github.xnatpull.fakes.ScriptedServer.Call;
import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.xnat.FileRow;
import io.github.xnatpull.xnat.InOut;
import io.github.xnatpull.xnat.Level;
import io.github.xnatpull.xnat.ResourceAddress;
import io.github.xnatpull.xnat.RowMemory;
import io.github.xnatpull.xnat.XnatCatalogue;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a listing must be before it is believed. */
class ListingTrustTest extends ListingCase {
    @Test
    void aWholeListingIsHandedOutInItsOrder() {
        ask(call -> call.json(WHOLE));
        assertThat(files).extracting(FileRow::path).containsExactly("a", "x/b");
        assertThat(files.get(1).size()).isEmpty();
    }

    @Test
    @DisplayName("B-16: A listing that is cut is asked for again and handed out once")
    void aListingThatIsCutIsAskedForAgainAndHandedOutOnce() {
        ask(call -> call.json(asked.get() < 3 ? WHOLE.substring(0, WHOLE.length() - asked.get() * 30) : WHOLE));
        assertThat(files).hasSize(2);
        assertThat(asked).hasValue(3);
    }

    @ParameterizedTest(name = "never believed: {0}")
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"ResultSet\":{}}",
                "{\"ResultSet\":{\"Result\":{}}}",
                "{\"ResultSet\":{\"Result\":[]}",
                "{\"ResultSet\":{\"Result\":[]}}x",
                "{\"items\":[{\"data_fields\":{\"ID\":\"E1\"},\"children\":[]}]}",
                "nonsense",
                "{\"ResultSet\":{\"Result\":[[]]}}",
                "{\"ResultSet\":{\"Result\":[{\"URI\":\"a"
            })
    @DisplayName("B-27: What is no whole result set is never empty")
    void whatIsNoWholeResultSetIsNeverEmpty(String body) {
        Fault fault = fault(call -> call.json(body));
        assertThat(fault.code()).isEqualTo(FaultCode.LIST_NOT_JSON);
        assertThat(fault).hasMessageStartingWith("Tried to list the files of resource 7 of scan 1 of session E1, but");
        assertThat(asked).hasValue(5);
        assertThat(files).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"3\"", "3", "\"100000\""})
    @DisplayName("B-91: A listing with fewer rows than the server counts is asked for again, and never believed")
    void fewerRowsThanTheServerCountsAreNeverBelieved(String total) {
        Fault fault = fault(call -> call.json(counted(total)));
        assertThat(fault.code()).isEqualTo(FaultCode.LIST_INCOMPLETE);
        assertThat(fault).hasMessageContaining("it has 2 rows where the server counts " + total.replace("\"", ""));
        assertThat(asked).hasValue(5);
        assertThat(files).isEmpty();
    }

    @Test
    void aCountThatFitsTheSecondTimeIsBelieved() {
        ask(call -> call.json(asked.get() == 1 ? counted("\"3\"") : counted("\"2\"")));
        assertThat(files).hasSize(2);
        assertThat(asked).hasValue(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"0\"", "\"1\"", "\"\"", "\"many\"", "null", "{\"a\":[5]}", "\"-3\""})
    void countsThatSayNothingOfLostRowsAreNoHarm(String total) {
        ask(call -> call.json(counted(total)));
        assertThat(files).hasSize(2);
        assertThat(asked).hasValue(1);
    }

    private static String counted(String total) {
        return WHOLE.replace(", \"title\"", ", \"totalRecords\": " + total + ",\"title\"");
    }

    @Test
    @DisplayName("B-27: An HTML page is named as such")
    void b27AnHtmlPageIsNamedAsSuch() {
        Fault fault = fault(call -> call.send(200, "<html><title>504 Gateway Time-out</title></html>"));
        assertThat(fault.code()).isEqualTo(FaultCode.REPLY_UNEXPECTED);
        assertThat(fault).hasMessageContaining("a web page in place of a listing: '504 Gateway Time-out'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/data/projects/P/subjects/S/resources/7/files/a",
                "/data/experiments/E1/resources/7/files/a",
                "/data/experiments/E2/scans/1/resources/7/files/a",
                "/data/experiments/E1/scans/2/resources/7/files/a",
                "/data/experiments/E1/scans/1/files/a",
                "/data/experiments/E1/scans/1/resources/7/files/",
                "//evil/scans/1/",
                "",
                "/data/x?/resources/7/files//data/experiments/E1/scans/1/"
            })
    void rowsAboutSomethingElseMeanThatOursIsGone(String uri) {
        Fault fault =
                fault(call -> call.json(WHOLE.replace("/data/experiments/E1/scans/1/resources/7/files/x/b", uri)));
        assertThat(fault.code()).isEqualTo(FaultCode.GONE_SINCE_PLAN);
        assertThat(files).isEmpty();
    }

    @Test
    void anIdThatEqualsAnotherScansTypeNamesBothInItsUris() {
        ask(call -> call.json(WHOLE.replace("/scans/1/", "/scans/5,1/")));
        assertThat(files).hasSize(2);
    }

    @Test
    void aResourceLabelledWithOurNumberIsNotOurs() {
        ask(call -> call.json(
                WHOLE.replace("resources/7/files/x/b\",\"cat_ID\":\"7\"", "resources/8/files/x/b\",\"cat_ID\":\"8\"")));
        assertThat(files).extracting(FileRow::path).containsExactly("a");
    }

    @Test
    void thePathIsWhatFollowsTheFirstFiles() {
        ask(call -> call.json(WHOLE.replace("files/x/b", "files/resources/7/files/y")));
        assertThat(files.get(1).path()).isEqualTo("resources/7/files/y");
    }

    @Test
    @DisplayName("B-46: Numbers nulls and strangers are tolerated")
    void b46NumbersNullsAndStrangersAreTolerated() {
        ask(call ->
                call.json(WHOLE.replace("\"Size\":\"1\"", "\"Size\":12,\"x\":null,\"y\":{\"z\":[1]},\"file_tags\":null")
                        .replace("\"digest\":\"\"", "\"digest\":\"0CC175B9C0F1B6A831C399E269772661\"")));
        assertThat(files.get(0).size()).hasValue(12);
        assertThat(files.get(0).md5()).contains("0cc175b9c0f1b6a831c399e269772661");
    }

    @Test
    void a500ForWhatIsGoneIsNotTriedAgain() {
        Fault fault = fault(call -> call.send(call.target.contains("/files") ? 500 : 404, "null"));
        assertThat(fault.code()).isEqualTo(FaultCode.GONE_SINCE_PLAN);
        assertThat(asked).hasValue(2);
    }

    @Test
    void a500ForWhatIsThereIs() {
        ask(call -> {
            if (!call.target.contains("/files")) {
                call.json("{\"ResultSet\":{\"Result\":[{\"xnat_abstractresource_id\":\"7\"}]}}");
            } else if (asked.get() < 4) {
                call.send(500, "");
            } else {
                call.json(WHOLE);
            }
        });
        assertThat(files).hasSize(2);
    }

    @Test
    @DisplayName("B-83: Listings beyond all bounds are refused")
    void b83ListingsBeyondAllBoundsAreRefused() {
        ListLimits few = new ListLimits(1, 1 << 20, 1 << 20, 1 << 20);
        ListLimits bytes = new ListLimits(100, 200, 1 << 20, 1 << 20);
        ListLimits cells = new ListLimits(100, 1 << 20, 20, 1 << 20);
        for (ListLimits limits : List.of(few, bytes, cells)) {
            Fault fault = catchThrowableOfType(Fault.class, () -> ask(call -> call.json(WHOLE), limits));
            assertThat(fault.code()).isEqualTo(FaultCode.LIST_TOO_LARGE);
        }
        assertThat(asked).hasValue(3);
    }

    @Test
    @DisplayName("B-83: An endless listing ends")
    void b83AnEndlessListingEnds() {
        Fault fault = catchThrowableOfType(
                Fault.class, () -> ask(ListingTrustTest::endless, new ListLimits(1_000, 1 << 30, 1 << 20, 100)));
        assertThat(fault.code()).isEqualTo(FaultCode.LIST_TOO_LARGE);
    }

    @Test
    @DisplayName("B-83: What is too much of several resources together is asked for one by one")
    void tooMuchTogetherIsAskedForOneByOne() {
        try (ScriptedServer server = new ScriptedServer(call -> {
            switch (call.target) {
                case "/data/JSESSION" -> call.send(200, "S1", "Set-Cookie: JSESSIONID=S1");
                case "/data/auth" -> call.send(200, "User 'demo' is logged in");
                default -> {
                    asked.incrementAndGet();
                    boolean together = call.target.contains("7,8") || call.target.contains("7%2C8");
                    call.json(together ? WHOLE : ofResource(call.target.contains("/8/") ? "8" : "7"));
                }
            }
        })) {
            ListLimits one = new ListLimits(1, 1 << 20, 1 << 20, 1 << 20);
            XnatCatalogue catalogue = open(server.url(), "demo", "demo", one).catalogue();
            ResourceAddress other = new ResourceAddress("P", "S", "E1", Level.SCAN, "1", InOut.NONE, "8");
            assertThat(catalogue.filesOf(List.of(ADDRESS, other), RowMemory.FEW).values())
                    .allSatisfy(found -> assertThat(found).hasSize(1));
            assertThat(asked).hasValue(3);
        }
    }

    private static String ofResource(String id) {
        return "{\"ResultSet\":{\"Result\":[{\"Name\":\"a\",\"URI\":\"/data/experiments/E1/scans/1/resources/" + id
                + "/files/a\",\"cat_ID\":\"" + id + "\",\"Size\":\"1\",\"digest\":\"\"}]}}";
    }

    private static void endless(Call call) throws IOException {
        call.head(200, "Content-Type: application/json");
        call.raw("{\"ResultSet\":{\"Result\":[");
        for (int i = 0; i < 100_000; i++) {
            call.raw("{\"cat_ID\":\"7\",\"URI\":\"/data/experiments/E1/scans/1/resources/7/files/" + i + "\"},");
        }
    }

    @Test
    @DisplayName("B-43: Large listings go through a temporary file")
    void largeListingsGoThroughATemporaryFile() {
        ask(call -> call.json(WHOLE), new ListLimits(100, 1 << 20, 1 << 20, 64));
        assertThat(files).hasSize(2);
    }
}
