package io.github.xnatpull.cli;

import picocli.CommandLine.Mixin;

/** The flags that make, or change, a request; each group is a section of the help. */
class RequestFlags {
    @Mixin
    ServerFlags server = new ServerFlags();

    @Mixin
    SelectionFlags selection = new SelectionFlags();

    @Mixin
    DestinationFlags destination = new DestinationFlags();

    @Mixin
    DestinationFlags.Reports reports = new DestinationFlags.Reports();

    @Mixin
    LayoutFlags layout = new LayoutFlags();

    @Mixin
    TransferFlags load = new TransferFlags();

    @Mixin
    TransferFlags.Limits limits = new TransferFlags.Limits();

    @Mixin
    TransferFlags.Reuse reuse = new TransferFlags.Reuse();

    @Mixin
    TransferFlags.Safety safety = new TransferFlags.Safety();

    @Mixin
    OutputFlags output = new OutputFlags();

    @Mixin
    ServerFlags.Tuning tuning = new ServerFlags.Tuning();
}
