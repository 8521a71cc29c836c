package io.github.xnatpull.cli.console;

import io.github.xnatpull.cli.console.ProgressState.Running;
import io.github.xnatpull.support.ByteSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A terminal: one line per running transfer and a bar below, painted over again and again. */
final class BarDisplay implements ProgressDisplay {
    private static final int TRANSFERS_SHOWN = 8;
    private static final int SHORTEST_BAR = 10;
    private static final int LONGEST_BAR = 40;
    private static final int NARROW = 60;

    private final Console console;
    private final EventText text;
    private List<String> painted = List.of();

    BarDisplay(Console console, EventText text) {
        this.console = console;
        this.text = text;
    }

    @Override
    public void event(Event event) {
        text.line(event).ifPresent(line -> {
            StringBuilder output = erased();
            painted = List.of();
            console.screen().print(output.append(console.readable(line)).append('\n'));
            console.screen().flush();
        });
    }

    @Override
    public void moment(Snapshot now) {
        List<String> lines = lines(now);
        if (lines.equals(painted)) {
            return;
        }
        StringBuilder output = erased();
        lines.forEach(line -> output.append(line).append('\n'));
        painted = lines;
        console.screen().print(output);
        console.screen().flush();
    }

    @Override
    public void end(Snapshot now) {
        console.screen().print(erased());
        console.screen().flush();
        painted = List.of();
    }

    /** Goes up over what was painted, also where a narrowed window has wrapped it, and clears from there. */
    private StringBuilder erased() {
        int columns = columns() + 1;
        int rows = painted.stream()
                .mapToInt(line -> Math.max(1, (line.length() + columns - 1) / columns))
                .sum();
        return new StringBuilder(rows == 0 ? "" : "\u001b[" + rows + "A\r\u001b[J");
    }

    /** One less than there are: a line that fills the last column wraps on some terminals. */
    private int columns() {
        return console.facts().columns().getAsInt() - 1;
    }

    private List<String> lines(Snapshot now) {
        List<String> lines = new ArrayList<>();
        if (!now.transferring()) {
            lines.add(cut(ProgressWords.planning(now), columns()));
            return lines;
        }
        List<Running> running = now.running();
        for (Running transfer : running.subList(0, Math.min(TRANSFERS_SHOWN, running.size()))) {
            lines.add(transfer(transfer));
        }
        if (running.size() > TRANSFERS_SHOWN) {
            lines.add("  and " + (running.size() - TRANSFERS_SHOWN) + " more");
        }
        lines.add(now.items().all() == 0 ? cut(ProgressWords.NOTHING, columns()) : total(now));
        return lines;
    }

    /** Where it is narrow, which transfer it is matters more than how large it may be. */
    private String transfer(Running transfer) {
        String name = console.readable(transfer.item().display());
        String arrived = new ByteSize(transfer.arrived()).toString();
        String size = transfer.item().bytesToCome().isPresent()
                ? arrived + " of ~" + new ByteSize(transfer.item().bytesToCome().getAsLong())
                : arrived;
        String amount = name.length() + size.length() + 4 > columns() ? arrived : size;
        int room = Math.max(0, columns() - amount.length() - 4);
        String shown = cut(name, room);
        return cut("  " + shown + " ".repeat(room - shown.length() + 2) + amount, columns());
    }

    /** What matters most comes first, and stays where it is narrow. The bar's length depends on the width alone. */
    private String total(Snapshot now) {
        String percent = String.format(Locale.ROOT, "%3d%%", now.percent());
        int bar = columns() < NARROW ? 0 : Math.max(SHORTEST_BAR, Math.min(LONGEST_BAR, columns() / 6));
        StringBuilder line = new StringBuilder(bar == 0 ? percent : bar(now.fraction(), bar) + " " + percent);
        for (String part : wanted(now)) {
            if (line.length() + part.length() + 2 <= columns()) {
                line.append("  ").append(part);
            }
        }
        return line.toString();
    }

    private static List<String> wanted(Snapshot now) {
        return Stream.of(
                        ProgressWords.bytes(now),
                        ProgressWords.rate(now),
                        ProgressWords.left(now),
                        ProgressWords.failed(now),
                        ProgressWords.items(now))
                .filter(part -> !part.isEmpty())
                .toList();
    }

    private String bar(double fraction, int length) {
        boolean unicode = console.facts().unicode();
        int full = (int) (fraction * length);
        return (unicode ? "█" : "#").repeat(full) + (unicode ? "░" : ".").repeat(length - full);
    }

    private String cut(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        String mark = console.facts().unicode() ? "…" : "...";
        int end = Math.max(0, length - mark.length());
        // Not through the middle of a pair of surrogates.
        end -= end > 0 && Character.isHighSurrogate(text.charAt(end - 1)) ? 1 : 0;
        return text.substring(0, end) + mark;
    }
}
