package io.github.xnatpull.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.ledger.Hints;
import io.github.xnatpull.ledger.ResourceKey;
import io.github.xnatpull.plan.Action;
import io.github.xnatpull.plan.PlanItem;
import io.github.xnatpull.plan.PlanStore;
import io.github.xnatpull.plan.PlanStore.SessionTotals;
import io.github.xnatpull.xnat.InOut;
import io.github.xnatpull.xnat.Level;
import io.github.xnatpull.xnat.ResourceAddress;
import io.github.xnatpull.xnat.SessionRow;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** When a session has ended, and what it costs to know. */
class OpenSessionsTest {
    private final Set<Long> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger questions = new AtomicInteger();

    /** A plan of one session, that answers two questions only. */
    private final PlanStore plan = (PlanStore) Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {PlanStore.class}, (proxy, method, arguments) -> {
                questions.incrementAndGet();
                return switch (method.getName()) {
                    case "unfinishedItems" -> new HashSet<>(open);
                    case "sessionTotals" -> new SessionTotals(1, 0, 10);
                    default -> throw new UnsupportedOperationException(method.getName());
                };
            });

    private static PlanItem item(long number) {
        String scan = Long.toString(number);
        return new PlanItem(
                number,
                new ResourceKey("P", "E1", Level.SCAN, scan, InOut.NONE, "DICOM"),
                new ResourceAddress("P", "S1", "E1", Level.SCAN, scan, InOut.NONE, scan),
                new SessionRow("P", "E1", "E1", "S1", "S1", "P", "xnat:mrSessionData", "", "", ""),
                PlanItem.NO_SCAN,
                "",
                "",
                "DICOM",
                scan,
                Action.FETCH,
                Hints.NONE);
    }

    private void planned(int items) {
        for (long number = 1; number <= items; number++) {
            open.add(number);
        }
    }

    /** Commits, and tells. */
    private Optional<SessionTotals> ends(OpenSessions sessions, long number) {
        open.remove(number);
        return sessions.ended(item(number));
    }

    @Test
    @DisplayName("Two questions a session, however many resources it has")
    void twoQuestionsASession() {
        planned(1_000);
        OpenSessions sessions = new OpenSessions(plan, "run");
        for (long number = 1; number < 1_000; number++) {
            assertThat(ends(sessions, number)).isEmpty();
        }
        assertThat(ends(sessions, 1_000)).contains(new SessionTotals(1, 0, 10));
        assertThat(questions).hasValue(2);
    }

    @Test
    @DisplayName("A process that goes on where another died knows what is still open")
    void afterARestart() {
        planned(10);
        OpenSessions died = new OpenSessions(plan, "run");
        for (long number = 1; number <= 6; number++) {
            ends(died, number);
        }
        OpenSessions next = new OpenSessions(plan, "run");
        for (long number = 7; number <= 9; number++) {
            assertThat(ends(next, number)).isEmpty();
        }
        assertThat(ends(next, 10)).isPresent();
    }

    @RepeatedTest(20)
    @DisplayName("Slices that end a session at the same moment tell it once")
    void manyAtTheSameMoment() throws Exception {
        planned(8);
        OpenSessions sessions = new OpenSessions(plan, "run");
        ExecutorService slices = Executors.newFixedThreadPool(8);
        try {
            List<Future<Optional<SessionTotals>>> told = new ArrayList<>();
            for (long number = 1; number <= 8; number++) {
                long mine = number;
                told.add(slices.submit(() -> ends(sessions, mine)));
            }
            int times = 0;
            for (Future<Optional<SessionTotals>> one : told) {
                times += one.get().isPresent() ? 1 : 0;
            }
            assertThat(times).isEqualTo(1);
        } finally {
            slices.shutdownNow();
        }
        assertThat(questions).hasValue(2);
    }
}
