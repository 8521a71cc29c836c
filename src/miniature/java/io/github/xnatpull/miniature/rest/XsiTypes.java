package io.github.xnatpull.miniature.rest;

import io.github.xnatpull.miniature.archive.Assessor;
import io.github.xnatpull.miniature.archive.Experiment;
import io.github.xnatpull.miniature.archive.Session;
import java.util.Set;

/** Which data type is a kind of which. */
final class XsiTypes {
    static final String EXPERIMENT = "xnat:experimentData";
    static final String SUBJECT_ASSESSOR = "xnat:subjectAssessorData";
    static final String IMAGE_SESSION = "xnat:imageSessionData";
    static final String IMAGE_ASSESSOR = "xnat:imageAssessorData";
    private static final Set<String> ABSTRACT = Set.of(EXPERIMENT, SUBJECT_ASSESSOR, IMAGE_SESSION);

    /** Types that a server knows without holding any of them. */
    private static final Set<String> BUILT_IN = Set.of(
            EXPERIMENT,
            SUBJECT_ASSESSOR,
            IMAGE_SESSION,
            IMAGE_ASSESSOR,
            "xnat:mrSessionData",
            "xnat:petSessionData",
            "xnat:ctSessionData",
            "xnat:petmrSessionData",
            "xnat:megSessionData",
            "xnat:eegSessionData",
            "xnat:usSessionData",
            "xnat:crSessionData",
            "xnat:qcManualAssessorData");

    private XsiTypes() {}

    static boolean isKnown(String type, Iterable<Experiment> held) {
        if (BUILT_IN.contains(type)) {
            return true;
        }
        for (Experiment experiment : held) {
            if (experiment.xsiType().equals(type)) {
                return true;
            }
        }
        return false;
    }

    static boolean isAbstract(String type) {
        return ABSTRACT.contains(type);
    }

    static boolean isA(Experiment experiment, String type) {
        return switch (type) {
            case EXPERIMENT -> true;
            case SUBJECT_ASSESSOR -> !(experiment instanceof Assessor);
            case IMAGE_SESSION -> experiment instanceof Session;
            case IMAGE_ASSESSOR -> experiment instanceof Assessor;
            default -> experiment.xsiType().equals(type);
        };
    }
}
