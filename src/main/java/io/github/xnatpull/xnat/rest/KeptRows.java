package io.github.xnatpull.xnat.rest;

import io.github.xnatpull.xnat.FileRow;
import io.github.xnatpull.xnat.RowMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The rows of a listing that is still coming, as long as there is memory for all of them; after that only their number. */
final class KeptRows {
    private final RowMemory memory;
    private List<FileRow> rows = new ArrayList<>();
    private boolean all = true;
    private long count;
    private long weight;

    KeptRows(RowMemory memory) {
        this.memory = memory;
    }

    /** The listing begins, perhaps not for the first time. */
    void restart() {
        memory.restart();
        rows = new ArrayList<>();
        all = true;
        count = 0;
        weight = 0;
    }

    void add(FileRow row) {
        count++;
        weight += RowMemory.weight(row);
        // Asked also where nothing is kept any more: one that will never fit need not come to its end.
        if (!memory.grow(weight)) {
            all = false;
            rows = List.of();
        }
        if (all) {
            rows.add(row);
        }
    }

    boolean areAll() {
        return all;
    }

    long count() {
        return count;
    }

    long weight() {
        return weight;
    }

    void forEach(Consumer<FileRow> each) {
        rows.forEach(each);
    }
}
