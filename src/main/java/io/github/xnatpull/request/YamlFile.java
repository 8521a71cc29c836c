package io.github.xnatpull.request;

import io.github.xnatpull.fault.LocalFaults;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** A file of YAML as a tree of nodes that know their places; what could exhaust memory is refused before it is built. */
final class YamlFile {
    private static final int MOST_BYTES = 1 << 20;
    private static final int DEEPEST = 20;

    private YamlFile() {}

    /** Its one document. */
    static Node root(Path file, JobFileFaults faults) {
        return root(text(file, faults), faults);
    }

    private static String text(Path file, JobFileFaults faults) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw faults.whole(
                        "it is larger than 1 MiB", "Put long lists into a file of their own: select.sessions.list.");
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\ufeff") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw faults.whole("it is no UTF-8", "Save it as UTF-8.");
        } catch (NoSuchFileException e) {
            throw faults.whole("there is no such file", "Check its path.");
        } catch (IOException e) {
            throw faults.whole(
                    "it cannot be read (" + LocalFaults.words(e) + ")", "Check that it is a file and can be read.");
        }
    }

    private static Node root(String text, JobFileFaults faults) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel("job file")
                .setAllowNonScalarKeys(true)
                .build();
        try {
            rejectBombs(new Parse(settings).parseString(text), faults);
            Optional<Node> root = new Compose(settings).composeString(text);
            return root.orElseThrow(() -> faults.whole("it is empty", "See 'xnatpull init'."));
        } catch (YamlEngineException e) {
            throw faults.syntax(e);
        }
    }

    /** On events, before anything is built: aliases can make gigabytes of a kilobyte, nesting can exhaust the stack. */
    private static void rejectBombs(Iterable<Event> events, JobFileFaults faults) {
        int depth = 0;
        int documents = 0;
        for (Event event : events) {
            if (event instanceof AliasEvent alias) {
                throw faults.alias(event.getStartMark(), alias.getAlias().getValue());
            }
            depth += event instanceof CollectionStartEvent ? 1 : event instanceof CollectionEndEvent ? -1 : 0;
            documents += event instanceof DocumentStartEvent ? 1 : 0;
            if (depth > DEEPEST) {
                throw faults.nesting(event.getStartMark());
            }
            if (documents > 1) {
                throw faults.whole("it holds several documents (---)", "Make one file of each.");
            }
        }
    }
}
