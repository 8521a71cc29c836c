package io.github.xnatpull.cli.command;

import java.net.URI;

/** A server, and how to reach it. */
public record ServerTarget(URI server, ServerAccess access) {}
