package io.github.xnatpull.logging;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.fault.LocalFaults;
import io.github.xnatpull.ledger.Destination;
import io.github.xnatpull.plan.ListedSession;
import io.github.xnatpull.plan.PlanItem;
import io.github.xnatpull.plan.PlanStore;
import io.github.xnatpull.plan.SessionLister.SessionList;
import io.github.xnatpull.support.AtomicFile;
import io.github.xnatpull.support.Pseudonyms;
import io.github.xnatpull.xnat.SessionRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/**
 * Strict privacy: names of subjects, sessions and scans leave a run only as keyed hashes, but for manifest and ledger.
 * The key stays at the destination, {@code .xnatpull/privacy.key}: a session keeps its hash from run to run.
 */
public final class Privacy {
    private static final int KEY_BYTES = 32;
    private static final int PAGE = 1000;
    private final Path file;
    private Optional<byte[]> fresh = Optional.empty();

    private Privacy(Destination destination) {
        this.file = destination.runs().resolveSibling("privacy.key");
    }

    /** Begins to hide names, where that is asked for; makes nothing at the destination yet. */
    public static Privacy begin(boolean strict, Destination destination) {
        Privacy privacy = new Privacy(destination);
        if (strict) {
            Pseudonyms.process().strict(privacy.key());
        }
        return privacy;
    }

    private byte[] key() {
        try {
            if (Files.exists(file)) {
                return whole(Files.readAllBytes(file));
            }
        } catch (IOException e) {
            throw LocalFaults.of("read the key of strict privacy " + file, e);
        }
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        fresh = Optional.of(key);
        return key;
    }

    /** With half a key every hash would be another, without a word. */
    private byte[] whole(byte[] key) {
        if (key.length != KEY_BYTES) {
            throw Fault.fault(FaultCode.STATE_UNREADABLE)
                    .trying("read the key of strict privacy " + file)
                    .meaning("Nothing was done, and nothing that landed is lost")
                    .advice(
                            "Bring it back from a copy of the destination. Or delete it: then the hashes of later runs are others than"
                                    + " those of earlier ones.")
                    .because("it is damaged: " + key.length + " bytes where there should be " + KEY_BYTES);
        }
        return key;
    }

    /** Keeps a key that was made for this run; the destination is there by now. */
    public void keep() {
        if (fresh.isEmpty()) {
            return;
        }
        try {
            AtomicFile.replace(file, fresh.get());
        } catch (IOException e) {
            throw LocalFaults.of("keep the key of strict privacy " + file, file, e);
        }
    }

    /** Learns the names of a listing, and the values of the user's lists that mean nothing. */
    public static void hide(SessionList list) {
        list.sessions().forEach(one -> hide(one.session()));
        list.unmatched().forEach(row -> Pseudonyms.process().hide(row.value()));
        list.names().open().forEach(name -> Pseudonyms.process().hide(name.value()));
    }

    /** Learns the names of a stored session list. */
    public static void hide(PlanStore plan, String run) {
        if (!Pseudonyms.process().isOn() || !plan.hasSessions(run)) {
            return;
        }
        long position = 0;
        List<ListedSession> page = plan.sessions(run, position, PAGE);
        while (!page.isEmpty()) {
            page.forEach(one -> hide(one.session()));
            position += page.size();
            page = plan.sessions(run, position, PAGE);
        }
    }

    public static void hide(PlanItem item) {
        hide(item.session());
        Pseudonyms.process().hide(item.key().partId());
        Pseudonyms.process().hide(item.assessorLabel());
    }

    /** Learns the names of a session. */
    public static void hide(SessionRow session) {
        Pseudonyms pseudonyms = Pseudonyms.process();
        pseudonyms.hide(session.accessionId());
        pseudonyms.hide(session.label());
        pseudonyms.hide(session.subjectId());
        pseudonyms.hide(session.subjectLabel());
        pseudonyms.hide(session.date());
    }
}
