package io.github.xnatpull.plan;

import io.github.xnatpull.ledger.Hints;
import io.github.xnatpull.ledger.ResourceKey;
import io.github.xnatpull.support.Pseudonyms;
import io.github.xnatpull.xnat.ResourceAddress;
import io.github.xnatpull.xnat.ScanRow;
import io.github.xnatpull.xnat.SessionRow;
import java.util.OptionalLong;

/**
 * One resource to pull, frozen in the plan.
 *
 * @param number its place in the plan of its run, from 1
 * @param session facts about its session; for subject and project level only project and subject are filled
 * @param scan facts about its scan; all blank at the other levels
 * @param assessorType xsi type of the assessor, else blank
 * @param assessorLabel label of the assessor, else blank
 * @param label the resource's label as listed, possibly blank
 * @param folder its folder relative to the destination, {@code /} as separator
 */
public record PlanItem(
        long number,
        ResourceKey key,
        ResourceAddress address,
        SessionRow session,
        ScanRow scan,
        String assessorType,
        String assessorLabel,
        String label,
        String folder,
        Action action,
        Hints hints) {
    /** A scan's facts where there is no scan. */
    public static final ScanRow NO_SCAN = new ScanRow("", "", "", "", "", "");

    /** Whether another resource beside it bears the same label: it then goes by its id too (contract Q10). */
    public boolean sharesLabel() {
        return !label.isBlank() && key.name().equals(address.resourceId()) && !label.equals(key.name());
    }

    /** The bytes that are to come of it, as far as the server has a hint: none where it is compared only. */
    public OptionalLong bytesToCome() {
        return action == Action.COMPARE || action == Action.COMPARED ? OptionalLong.of(0) : hints.size();
    }

    /** The item with its folder. */
    public PlanItem in(String givenFolder) {
        return new PlanItem(
                number, key, address, session, scan, assessorType, assessorLabel, label, givenFolder, action, hints);
    }

    /** How logs name it: by accession ids, never by labels of people; by hashes where privacy is strict. */
    public String display() {
        Pseudonyms pseudonyms = Pseudonyms.process();
        String part = key.partId().isEmpty() ? "" : " " + key.level().word() + " " + pseudonyms.of(key.partId());
        return pseudonyms.of(key.accessionId()) + part + " " + key.name();
    }
}
