package io.github.xnatpull.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.fault.ExitCodes;
import io.github.xnatpull.fault.FaultCode;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/exit-codes.md tells every exit code and every fault code there is. */
class ExitCodesDocumentTest {
    private static final Map<Integer, String> MEANINGS = new TreeMap<>(Map.ofEntries(
            Map.entry(
                    0,
                    "all that was selected is landed and proven (but for what `--known-gaps` names), or nothing was new"),
            Map.entry(1, "internal error"),
            Map.entry(2, "command line, job file or list invalid; layout collision"),
            Map.entry(
                    3,
                    "finished, but some items failed or are missing, or nothing answers to a name of the selection or a row of a list"),
            Map.entry(4, "login or permission refused; secret file unsafe"),
            Map.entry(5, "server unreachable or failing after retries"),
            Map.entry(
                    6,
                    "selection is empty, with `--fail-if-empty`, an explicit list, or a name that nothing answers to"),
            Map.entry(7, "local storage full, read-only, gone; standard output cannot be written"),
            Map.entry(8, "stopped at a limit or the end of its window; resumable"),
            Map.entry(9, "`verify` found differences"),
            Map.entry(10, "no such run, or state unreadable"),
            Map.entry(11, "another run holds the destination"),
            Map.entry(130, "stopped by Ctrl-C; resumable"),
            Map.entry(143, "stopped by SIGTERM; resumable")));

    @Test
    void everyExitCodeAndEveryFaultIsTold() throws IOException, IllegalAccessException {
        StringBuilder text = new StringBuilder("""
                # Exit codes and fault codes

                Exit code 0 means that nothing selected is missing. Where several apply, the first of 1, 130/143, 7, 10, 4, 5, 8, 3, 6 is given.

                | exit code | meaning |
                |---|---|
                """);
        MEANINGS.forEach((code, meaning) ->
                text.append("| ").append(code).append(" | ").append(meaning).append(" |\n"));
        text.append("""

                ## What exit 0 rests on

                - *Selected* is what the server lists to this user when the plan is made, of the levels chosen (without `--levels`: scans only). What its listings do not show
                  this user, no run can know to be missing. A listing with fewer rows than the server counts, or one that cannot be had, is no 0.
                - *Landed* in this run: the names are those of the listing, and each file was looked at as its `proof` says: `md5` (the server's digest), `size+crc` (the listed size, and
                  the CRC-32 of the archive that brought it), `crc` (no size is listed), `size` (nothing but the size, listed or counted: the run's first line then says "by size only").
                - *Unchanged*: on the server the resource has its id, label, and the counts and sizes of files that it had when it landed. **A file replaced at equal size is not seen by that.**
                  So each pull also compares sessions file by file with the listing, by MD5 where one is listed, else by size: the longest unchecked first, at least `--recheck-rows` files (200,000)
                  and the share that `--recheck-every` asks for (7 days: a seventh). The run says how many it compared ("compared file by file") and how old the oldest look is; `checked_at` in the
                  manifest says it of each resource, and a look older than twice `--recheck-every` is a warning that `-q` does not silence. `pull --recheck` and `verify --remote` compare all now.
                  A limit or window that ends among these comparisons is exit 0: they are no part of what was selected, and the next pull begins with them.
                - *Here*: each file that landed before was looked at by size and time, and hashed where these leave a doubt (`--existing rehash` hashes all, `--existing keep` looks at none). Bits that
                  flipped behind both are found by `verify --full`.
                - *Empty*: the server's listing of the resource is empty, and it counts no files there; where it states no count, its listing of the session's folder (one request a session) shows the resource's folder without a file. What neither confirms is `XP-EMPTY-UNCONFIRMED`.
                - What is gone from the server is not selected any more: it is kept, counted as `only_here`, and has no row in `manifest.csv`. Where that is more of a project than `--max-shrink`
                  (20 %, from 10 resources on), or all of it, against the last run of the same job and selection that ended 0 or 3: exit 3, once, with a warning that `-q` does not silence.
                - What `--known-gaps` accepts is missing, and counted on the run's last line.

                `verify` exits 0 by size and time of each file that landed, `verify --full` by every byte, and with `--remote` by the server's listings too: what landed and differs on the disk
                or on the server, or was withdrawn there, is 9; what the server has new is counted and is 0; what could not be compared is named and is 3, or 4 or 5 where the server
                refused or went away. What it finds is noted with the receipts: no later `pull` or `verify` is 0 by size, time or counts alone until it is right. `verify --repair` is a
                run, with the codes of `pull`; 9 where something is left that no pull mends. `plan` exits with the code that
                a pull would have as far as listings and what landed tell; it fetches nothing. `runs` and `list` exit 0 when they could show what they were asked for.

                ## Fault codes

                Every fault bears a code that does not change: in messages, in `failures.csv`, in `manifest.csv`. `xnatpull explain CODE` tells
                the same and more. The exit code is that of a run which ends because of the fault; one that is tried again, or concerns one
                resource only, ends with 3 at worst.

                | code | what happened | what to do | exit code |
                |---|---|---|---|
                """);
        for (FaultCode code : FaultCode.values()) {
            text.append(
                    List.of("`" + code.id() + "`", code.summary(), code.advice(), String.valueOf(code.exitCode()))
                            .stream()
                            .map(cell -> cell.replace("|", "\\|"))
                            .collect(Collectors.joining(" | ", "| ", " |\n")));
        }
        text.append("\nThis file is made from the code (`make docs`).\n");
        Document.holds("docs/exit-codes.md", text.toString());
    }

    @Test
    void noExitCodeIsWithoutAMeaning() {
        List<Integer> declared = Arrays.stream(ExitCodes.class.getFields())
                .map(ExitCodesDocumentTest::value)
                .toList();
        assertThat(MEANINGS.keySet()).containsExactlyInAnyOrderElementsOf(declared);
    }

    @Test
    void theReadmeSaysTheSame() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        MEANINGS.forEach((code, meaning) -> {
            if (code < 100) {
                assertThat(readme).contains("| " + code + " | " + meaning + " |");
            }
        });
    }

    private static int value(Field field) {
        try {
            return field.getInt(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
