package io.github.xnatpull.cli;

import io.github.xnatpull.jobfile.PullRequest.Archives;
import io.github.xnatpull.jobfile.PullRequest.NameBy;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How folders are named. */
@Command(description = "Layout")
final class LayoutFlags {
    @Option(
            names = "--layout",
            paramLabel = "NAME|TEMPLATE",
            description = "xnat (default), flat, nyuad, bids-source, or a template such as '{session.label}/{scan.id}/{file.path}'.")
    Optional<String> layout = Optional.empty();

    @Option(names = "--name-by", paramLabel = "label|id", description = "Name folders by labels (default) or by accession ids.")
    Optional<NameBy> nameBy = Optional.empty();

    @Option(names = "--archives", paramLabel = "unpack|keep|both", description = "Unpack archives (default), keep them as zip, or both.")
    Optional<Archives> archives = Optional.empty();
}
