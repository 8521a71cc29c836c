package io.github.xnatpull.xnat.rest;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.fault.LocalFaults;
import io.github.xnatpull.xnat.FileRow;
import io.github.xnatpull.xnat.RowMemory;
import io.github.xnatpull.xnat.http.Gunzipped;
import io.github.xnatpull.xnat.http.HttpGateway;
import io.github.xnatpull.xnat.http.Identity;
import io.github.xnatpull.xnat.http.MaybeLoggedOut;
import io.github.xnatpull.xnat.http.Reply;
import io.github.xnatpull.xnat.http.ReplyHandler;
import io.github.xnatpull.xnat.rest.ResultSetParser.Incomplete;
import io.github.xnatpull.xnat.rest.ResultSetParser.NotAResultSet;
import io.github.xnatpull.xnat.rest.ResultSetParser.TooLarge;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Gets listings. None is believed before it has come whole: a listing that is cut, empty of bytes, no JSON or short of
 * rows that the server counts is tried again and then a fault, never "nothing there"; one without rows is believed once
 * the server confirms who we are (contract §6.6).
 */
final class Listings {
    private final HttpGateway gateway;
    private final Identity identity;
    private final ListLimits limits;
    private final ResultSetParser parser;

    Listings(HttpGateway gateway, Identity identity, ListLimits limits) {
        this.gateway = gateway;
        this.identity = identity;
        this.limits = limits;
        this.parser = new ResultSetParser(limits);
    }

    /** The same with a bound of its own. */
    Listings atMost(long rows) {
        return new Listings(gateway, identity, limits.atMost(rows));
    }

    /** All rows, each as a record. */
    <T> List<T> list(ListQuery query, Function<Row, T> record) {
        return list(query, () -> {}, record);
    }

    /** @param restart is told when the rows begin to come, again where the listing is read again */
    <T> List<T> list(ListQuery query, Runnable restart, Function<Row, T> record) {
        return gateway.call(identity, query.request(), new Handler<List<T>>(query) {
            @Override
            public List<T> handle(Reply reply) throws IOException {
                List<T> rows = new ArrayList<>();
                whole(query, reply, () -> {
                            rows.clear();
                            restart.run();
                            return row -> rows.add(record.apply(row));
                        })
                        .close();
                return rows;
            }

            @Override
            public boolean isSurprising(List<T> rows) {
                return rows.isEmpty();
            }
        });
    }

    /**
     * Every file of a listing in its order, after all rows are here. They are read once, while they come, and a second time
     * only where there was no memory for them.
     *
     * @param record sees every row before any is handed out, and throws for a listing that is not to be used; empty for a row
     *     that is not wanted
     * @return how many were handed out
     */
    long stream(ListQuery query, Function<Row, Optional<FileRow>> record, RowMemory memory, Consumer<FileRow> files) {
        KeptRows kept = new KeptRows(memory);
        Whole whole = gateway.call(identity, query.request(), new Handler<Whole>(query) {
            @Override
            public Whole handle(Reply reply) throws IOException {
                return whole(query, reply, () -> {
                    kept.restart();
                    return row -> record.apply(row).ifPresent(kept::add);
                });
            }

            @Override
            public boolean isSurprising(Whole listing) {
                return listing.rows() == 0;
            }

            @Override
            public void discard(Whole listing) {
                listing.close();
            }
        });
        try (whole) {
            if (kept.areAll()) {
                kept.forEach(files);
            } else {
                memory.await(kept.weight());
                parser.parse(ReplyText.reader(whole.spool().content(), whole.charset()), row -> record.apply(row)
                        .ifPresent(files));
            }
            return kept.count();
        } catch (IOException | NotAResultSet | TooLarge | Incomplete e) {
            throw localFault(query, e);
        }
    }

    /** A listing that came whole, and the charset in which it could be read. */
    private record Whole(Spool spool, Charset charset, long rows) implements AutoCloseable {
        @Override
        public void close() {
            try {
                spool.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** @param rows begins a reading; asked again where the first charset was wrong and all rows are read anew */
    private Whole whole(ListQuery query, Reply reply, Supplier<Consumer<Row>> rows) throws IOException {
        Spool spool = new Spool(limits.inMemory());
        boolean complete = false;
        try {
            Whole whole = parse(query, reply, spool, rows);
            complete = true;
            return whole;
        } finally {
            if (!complete) {
                spool.close();
            }
        }
    }

    private Whole parse(ListQuery query, Reply packed, Spool aside, Supplier<Consumer<Row>> rows) throws IOException {
        try {
            return unpacked(query, packed.unpacked(query.action()), aside, rows);
        } catch (Gunzipped.Damaged e) {
            throw fault(FaultCode.LIST_NOT_JSON, query, e, String.valueOf(e.getMessage()));
        }
    }

    private Whole unpacked(ListQuery query, Reply reply, Spool aside, Supplier<Consumer<Row>> rows) throws IOException {
        if (HtmlReply.looksLike(reply.peek(HtmlReply.ENOUGH))) {
            throw new MaybeLoggedOut(HtmlReply.insteadOf("a listing", query.action(), reply));
        }
        BoundedCopy body = new BoundedCopy(reply.body(), aside, limits.bytes());
        try {
            Charset charset = ReplyText.charset(reply);
            try {
                return new Whole(aside, charset, parser.parse(ReplyText.reader(body, charset), rows.get()));
            } catch (CharacterCodingException e) {
                // From its start: names before this byte may look like UTF-8 by chance, and one listing has one
                // charset.
                body.transferTo(OutputStream.nullOutputStream());
                return new Whole(aside, ReplyText.LAST, again(query, aside, rows.get()));
            }
        } catch (BoundedCopy.AsideFailed e) {
            throw localFault(query, e);
        } catch (BoundedCopy.Overflow | TooLarge e) {
            throw fault(FaultCode.LIST_TOO_LARGE, query, e, String.valueOf(e.getMessage()));
        } catch (Incomplete e) {
            throw fault(FaultCode.LIST_INCOMPLETE, query, e, String.valueOf(e.getMessage()));
        } catch (NotAResultSet e) {
            String because =
                    body.count() == 0 ? "the reply is empty, as after a failed query" : String.valueOf(e.getMessage());
            throw fault(FaultCode.LIST_NOT_JSON, query, e, because);
        }
    }

    private long again(ListQuery query, Spool aside, Consumer<Row> rows) throws NotAResultSet, TooLarge, Incomplete {
        try {
            return parser.parse(ReplyText.reader(aside.content(), ReplyText.LAST), rows);
        } catch (IOException e) {
            throw localFault(query, e);
        }
    }

    private static Fault localFault(ListQuery query, Exception e) {
        return Fault.fault(FaultCode.LOCAL_IO)
                .trying(query.action())
                .advice("Make room in the temporary directory, or name another with -Djava.io.tmpdir.")
                .cause(e)
                .because("the listing cannot be kept in the temporary directory: " + LocalFaults.words(e));
    }

    private static Fault fault(FaultCode code, ListQuery query, Exception e, String because) {
        return Fault.fault(code).trying(query.action()).cause(e).because("the listing is not to be used: " + because);
    }

    private abstract static class Handler<T> implements ReplyHandler<T> {
        private final ListQuery query;

        Handler(ListQuery query) {
            this.query = query;
        }

        @Override
        public Optional<Fault> meaningOfServerError() {
            return query.onServerError().get();
        }
    }
}
