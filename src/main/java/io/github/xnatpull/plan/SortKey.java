package io.github.xnatpull.plan;

import io.github.xnatpull.xnat.SessionRow;

/** The order of reports, as one text: project, subject, session, level, scan, resource. */
public final class SortKey {
    private static final int LONGEST = 1000;

    private SortKey() {}

    /** The order of resources. */
    public static String of(PlanItem item) {
        SessionRow session = item.session();
        return joined(
                item.key().project(),
                session.subjectLabel(),
                session.label(),
                session.accessionId(),
                item.key().level().word(),
                item.key().partId(),
                item.key().inOut().word(),
                item.label(),
                item.address().resourceId());
    }

    /** The order of sessions. */
    public static String of(SessionRow session) {
        return joined(session.project(), session.subjectLabel(), session.label(), session.accessionId());
    }

    private static String joined(String... parts) {
        StringBuilder key = new StringBuilder();
        for (String part : parts) {
            // A separator below every printable character keeps the order that of the parts.
            key.append(part, 0, Math.min(part.length(), LONGEST / parts.length * 2))
                    .append('\u0001');
        }
        return key.substring(0, Math.min(key.length(), 4000));
    }
}
