package io.github.xnatpull.miniature;

import io.github.xnatpull.cli.command.DemoServer;

/** The miniature as {@code xnatpull demo} finds it. */
public final class MiniatureDemoServer implements DemoServer {
    @Override
    public Running start(int port) {
        MiniatureXnat xnat =
                MiniatureXnat.start(MiniatureArchives.demoProject(), new MiniatureXnat.Settings().port(port));
        return new Running(xnat.url(), MiniatureArchives.DEMO_PROJECT, MiniatureXnat.STANDARD_USER, xnat::close);
    }
}
