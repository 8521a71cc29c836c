package io.github.xnatpull.fakes;

import io.github.xnatpull.miniature.http.Body;
import io.github.xnatpull.miniature.http.HttpReply;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** Listings that are cut, endless, short of rows, out of order or say things twice. */
public final class ListingFaults {
    private ListingFaults() {}

    /** Half of the body, and a proper end. */
    public static Fault truncatedJson() {
        return Faults.changing(reply -> {
            byte[] whole = Faults.bytesOf(reply.body());
            return reply.withBody(Body.chunked(out -> out.write(whole, 0, whole.length / 2)));
        });
    }

    /** The rows of a listing in another order: legal, as no order is promised (contract §2.4). */
    public static Fault shuffledRows(long seed) {
        return rows(rows -> Collections.shuffle(rows, new Random(seed)));
    }

    /** Every row of a listing twice, as joins make them (contract Q42). */
    public static Fault doubledRows() {
        return rows(rows -> rows.addAll(List.copyOf(rows)));
    }

    /** The last row is lost, and the server's count still has it. */
    public static Fault lostRow() {
        return rows(rows -> rows.remove(rows.size() - 1));
    }

    /** In the charset of an old server's locale, which nothing names (contract §2.2). */
    public static Fault inLatin1() {
        return Faults.changing(reply -> {
            String whole = new String(Faults.bytesOf(reply.body()), StandardCharsets.UTF_8);
            return reply.withBody(Body.of(whole.getBytes(StandardCharsets.ISO_8859_1)));
        });
    }

    private static Fault rows(Consumer<List<String>> change) {
        return Faults.changing(reply -> {
            String whole = new String(Faults.bytesOf(reply.body()), StandardCharsets.UTF_8);
            int start = whole.indexOf("\"Result\":[") + 10;
            int end = whole.lastIndexOf("}]") + 1;
            if (start < 10 || end < start) {
                return reply;
            }
            List<String> rows =
                    new ArrayList<>(List.of(whole.substring(start, end).split(",\n", -1)));
            change.accept(rows);
            return reply.withBody(
                    Body.text(whole.substring(0, start) + String.join(",\n", rows) + whole.substring(end)));
        });
    }

    /** A listing that goes on until the client has had enough. */
    public static Fault endlessJson() {
        byte[] row = "{\"ID\":\"1\",\"Name\":\"again\"},\n".repeat(200).getBytes(StandardCharsets.UTF_8);
        return Faults.reply(HttpReply.of(200, "application/json", Body.chunked(out -> {
            out.write("{\"ResultSet\":{\"Result\":[".getBytes(StandardCharsets.UTF_8));
            while (!Thread.currentThread().isInterrupted()) {
                out.write(row);
            }
        })));
    }
}
