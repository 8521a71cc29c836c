package io.github.xnatpull.cli;

import java.net.URI;

/** A server, and how to reach it. */
record Reach(URI server, ServerAccess access) {}
