package io.github.xnatpull.cli.console;

/** No progress, only what must be read. */
final class QuietDisplay implements ProgressDisplay {
    private final Console console;
    private final EventText text;

    QuietDisplay(Console console, EventText text) {
        this.console = console;
        this.text = text;
    }

    @Override
    public void event(Event event) {
        boolean skipped = event instanceof Event.Skipped left && left.messages() > 0;
        if (skipped || event instanceof Event.Notice || event instanceof Event.Warning) {
            text.line(event).ifPresent(console::say);
        }
    }

    @Override
    public void moment(Snapshot now) {
        // Nothing is shown between events.
    }

    @Override
    public void end(Snapshot now) {
        // Nothing is left on the screen.
    }
}
