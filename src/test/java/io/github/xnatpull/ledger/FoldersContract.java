package io.github.xnatpull.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xnatpull.xnat.InOut;
import io.github.xnatpull.xnat.Level;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every store of folders does. */
public abstract class FoldersContract {
    protected abstract Folders folders();

    /** Closes the store and opens it again. */
    protected abstract void reopen();

    @Test
    void theFirstCandidateThatNobodyHasIsGiven() {
        assertThat(folders().claim("a", List.of("MR1", "MR1_E1"))).isEqualTo("MR1");
        assertThat(folders().claim("b", List.of("MR1", "MR1_E2"))).isEqualTo("MR1_E2");
        assertThat(folders().claim("c", List.of("MR1", "MR1_E2", "MR1_E3"))).isEqualTo("MR1_E3");
    }

    @Test
    void whatWasGivenStaysAlsoAfterItWasClosed() {
        folders().claim("a", List.of("MR1"));
        reopen();

        assertThat(folders().claim("a", List.of("RENAMED", "RENAMED_E1"))).isEqualTo("MR1");
        assertThat(folders().claim("b", List.of("RENAMED"))).isEqualTo("RENAMED");
    }

    @Test
    void foldersThatAFileSystemCouldTakeForOneAreOne() {
        assertThat(folders().claim("a", List.of("Straße/Ä"))).isEqualTo("Straße/Ä");
        assertThat(folders().claim("b", List.of("STRASSE/ä", "other"))).isEqualTo("other");
        assertThat(folders().claim("c", List.of("straße/a\u0308", "third"))).isEqualTo("third");
        assertThat(folders().claim("d", List.of("OTHER", "fourth"))).isEqualTo("fourth");
    }

    @Test
    void foldersAndOwnersThatDifferInBlanksAndSignsAreDifferent() {
        for (String text : List.of("a", "a ", " a", "a_", "a%", "a'", ":a", "?", "日本", "😀", "")) {
            assertThat(folders().claim("owner " + text, List.of(text, "never"))).isEqualTo(text);
        }
        List<String> owners = List.of("o", "O", "o ", "o\u0001", "ö", "o\u0308");
        for (int index = 0; index < owners.size(); index++) {
            folders().claim(owners.get(index), List.of("folder " + index));
        }
        for (int index = 0; index < owners.size(); index++) {
            assertThat(folders().claim(owners.get(index), List.of("never"))).isEqualTo("folder " + index);
        }
    }

    @Test
    void longFoldersAndOwnersAreKeptWhole() {
        String owner = Folders.resourceOwner(new ResourceKey(
                "P".repeat(100), "E".repeat(100), Level.SCAN, "1".repeat(100), InOut.NONE, "n".repeat(2000)));
        String folder = "f/".repeat(2000);
        assertThat(folders().claim(owner, List.of(folder))).isEqualTo(folder);
        reopen();

        assertThat(folders().claim(owner, List.of("x"))).isEqualTo(folder);
        assertThat(folders().claim(owner + "2", List.of(folder, "free"))).isEqualTo("free");
    }

    @Test
    void whereEveryCandidateIsTakenNothingIsGiven() {
        folders().claim("a", List.of("MR1"));

        assertThatThrownBy(() -> folders().claim("b", List.of("mr1", "MR1"))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> folders().claim("b", List.of())).isInstanceOf(IllegalStateException.class);
        assertThat(folders().claim("b", List.of("MR2"))).isEqualTo("MR2");
    }

    @Test
    void whatIsTakenBackCanBeGivenAnew() {
        folders().clear();
        folders().claim("a", List.of("MR1"));
        folders().clear();

        assertThat(folders().claim("b", List.of("MR1"))).isEqualTo("MR1");
        assertThat(folders().claim("a", List.of("MR1", "MR1_E1"))).isEqualTo("MR1_E1");
    }
}
