package io.github.xnatpull.docs;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The program behind the last lines of {@code make test}: reads the records of tests, writes the acceptance page, says
 * what was skipped. {@code make docs} has it write the page of the repository, if the records are those of a whole run.
 */
public final class MakeAcceptancePage {
    private static final int SOME = 5;

    private final AcceptancePage page;
    private final PrintStream out;

    MakeAcceptancePage(AcceptancePage page, PrintStream out) {
        this.page = page;
        this.out = out;
    }

    /**
     * Ends with 1 where the tests do not show what they should.
     *
     * @param args {@code whole}, {@code part} or {@code docs}; the folder of the records; the page to write
     */
    public static void main(String[] args) throws IOException {
        AcceptancePage page =
                new AcceptancePage(AcceptanceRow.all(), AcceptanceTests.all(), TestRecords.in(Path.of(args[1])));
        MakeAcceptancePage made = new MakeAcceptancePage(page, System.out);
        boolean good =
                switch (args[0]) {
                    case "whole" -> made.ofWholeRun(Path.of(args[2]));
                    case "part" -> made.ofPart(Path.of(args[2]));
                    case "docs" -> made.forDocs(Path.of(args[2]));
                    default -> throw new IllegalArgumentException("whole, part or docs, not " + args[0]);
                };
        if (!good) {
            System.exit(1);
        }
    }

    /** After a run of all tests but the slow ones: each row is to be accounted for. */
    boolean ofWholeRun(Path file) throws IOException {
        boolean good = ofPart(file);
        if (!page.unshown().isEmpty()) {
            out.println("Each row needs a test that runs, or a remark in acceptance-rows.txt that says why not.");
        }
        return good && page.unshown().isEmpty();
    }

    /** After a run of some tests: none that ran is to have failed. */
    boolean ofPart(Path file) throws IOException {
        Files.writeString(file, page.text());
        out.println(page.summary());
        return !page.hasFailures();
    }

    /** The page of the repository stays as it is until a whole run was good. */
    boolean forDocs(Path file) throws IOException {
        List<String> missing = page.missing();
        if (missing.isEmpty() && !page.hasFailures()) {
            Files.writeString(file, page.text());
        } else if (page.hasFailures()) {
            out.println(file + " stays as it is, since a test of a row failed.");
        } else {
            out.printf(
                    "%s stays as it is, since no whole run is recorded ('make test'): %d tests did not run, as %s.%n",
                    file, missing.size(), String.join(", ", missing.subList(0, Math.min(SOME, missing.size()))));
        }
        return true;
    }
}
