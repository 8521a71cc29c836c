package io.github.xnatpull.xnat.rest;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.xnatpull.fakes.ScriptedServer;
import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.xnat.FileRow;
import io.github.xnatpull.xnat.InOut;
import io.github.xnatpull.xnat.Level;
import io.github.xnatpull.xnat.ResourceAddress;
import io.github.xnatpull.xnat.XnatCatalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Asks a scripted server for the files of one resource, and counts how often it was asked. */
abstract class ListingCase extends MiniatureServers {
    static final ResourceAddress ADDRESS = new ResourceAddress("P", "S", "E1", Level.SCAN, "1", InOut.NONE, "7");
    static final String WHOLE = "{\"ResultSet\":{\"Columns\":[{\"key\":\"URI\",\"serverRoot\":\"\"}],\"Result\":["
            + "{\"Name\":\"a\",\"URI\":\"/data/experiments/E1/scans/1/resources/7/files/a\",\"cat_ID\":\"7\",\"Size\":\"1\",\"digest\":\"\"},"
            + "{\"Name\":\"b\",\"URI\":\"/data/experiments/E1/scans/1/resources/7/files/x/b\",\"cat_ID\":\"7\"}], \"title\": \"Files\"}}";

    final List<FileRow> files = new ArrayList<>();
    final AtomicInteger asked = new AtomicInteger();

    void ask(ScriptedServer.Script script) {
        ask(script, ListLimits.standard());
    }

    void ask(ScriptedServer.Script script, ListLimits limits) {
        try (ScriptedServer server = new ScriptedServer(call -> {
            switch (call.target) {
                case "/data/JSESSION" -> call.send(200, "S1", "Set-Cookie: JSESSIONID=S1");
                case "/data/auth" -> call.send(200, "User 'demo' is logged in");
                default -> {
                    asked.incrementAndGet();
                    script.answer(call);
                }
            }
        })) {
            XnatCatalogue catalogue = open(server.url(), "demo", "demo", limits).catalogue();
            catalogue.files(ADDRESS, files::add);
        }
    }

    Fault fault(ScriptedServer.Script script) {
        return catchThrowableOfType(Fault.class, () -> ask(script));
    }
}
