package io.github.xnatpull.layout;

import io.github.xnatpull.xnat.InOut;
import io.github.xnatpull.xnat.Level;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** What may stand in braces in a layout. Those of another level than the resource's are blank. */
enum Placeholder {
    PROJECT("project", (place, byId) -> place.session().project()),
    SUBJECT_LABEL("subject.label", (place, byId) -> subject(place, byId)),
    SUBJECT_ID("subject.id", (place, byId) -> place.session().subjectId()),
    SUBJECT_BIDS(
            "subject.bids",
            (place, byId) -> bids(subject(place, byId), place.session().subjectId())),
    SESSION_LABEL("session.label", (place, byId) -> session(place, byId)),
    SESSION_ID("session.id", (place, byId) -> place.session().accessionId()),
    SESSION_BIDS(
            "session.bids",
            (place, byId) -> bids(session(place, byId), place.session().accessionId())),
    SESSION_DATE("session.date", (place, byId) -> place.session().date()),
    SESSION_TYPE("session.type", (place, byId) -> shortType(place.session().xsiType())),
    SCAN_ID("scan.id", (place, byId) -> place.part(Level.SCAN)),
    SCAN_TYPE("scan.type", (place, byId) -> place.scan().type()),
    SCAN_DESCRIPTION("scan.description", (place, byId) -> place.scan().seriesDescription()),
    ASSESSOR_LABEL(
            "assessor.label",
            (place, byId) -> byId ? place.part(Level.ASSESSOR) : or(place.assessorLabel(), place.part(Level.ASSESSOR))),
    ASSESSOR_ID("assessor.id", (place, byId) -> place.part(Level.ASSESSOR)),
    RECONSTRUCTION_ID("reconstruction.id", (place, byId) -> place.part(Level.RECONSTRUCTION)),
    /** {@code in} for what an assessor or reconstruction was made from, else blank. */
    IN("in", (place, byId) -> place.inOut() == InOut.IN ? InOut.IN.word() : ""),
    RESOURCE_LABEL("resource.label", (place, byId) -> or(place.resourceLabel(), place.resourceId())),
    RESOURCE_ID("resource.id", (place, byId) -> place.resourceId()),
    /** Where the file's own path goes: always the end of the layout. */
    FILE_PATH("file.path", (place, byId) -> "");

    private final String word;
    private final BiFunction<Layout.Place, Boolean, String> value;

    Placeholder(String word, BiFunction<Layout.Place, Boolean, String> value) {
        this.word = word;
        this.value = value;
    }

    /** The text between the braces. */
    String word() {
        return word;
    }

    /** @param byId whether accession ids stand where labels do */
    String of(Layout.Place place, boolean byId) {
        return value.apply(place, byId);
    }

    /** Whether it tells sessions apart. */
    boolean namesSession() {
        return this == SESSION_LABEL || this == SESSION_ID || this == SESSION_BIDS;
    }

    /** Whether it tells the resources of one part apart. */
    boolean namesResource() {
        return this == RESOURCE_LABEL || this == RESOURCE_ID;
    }

    /** Whether it is the same for everything in a session. */
    boolean belongsToSession() {
        return ordinal() <= SESSION_TYPE.ordinal();
    }

    static Optional<Placeholder> named(String word) {
        return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
    }

    static List<String> words() {
        return Arrays.stream(values()).map(Placeholder::word).toList();
    }

    private static String subject(Layout.Place place, boolean byId) {
        return byId
                ? place.session().subjectId()
                : or(place.session().subjectLabel(), place.session().subjectId());
    }

    private static String session(Layout.Place place, boolean byId) {
        return byId
                ? place.session().accessionId()
                : or(place.session().label(), place.session().accessionId());
    }

    private static String or(String text, String otherwise) {
        return text.isBlank() ? otherwise : text;
    }

    /** BIDS labels hold letters and digits only, without the prefix that announces them. */
    private static String bids(String label, String id) {
        String bare = label.replaceFirst("^(sub|ses)-", "").replaceAll("[^A-Za-z0-9]", "");
        return bare.isEmpty() ? id.replaceAll("[^A-Za-z0-9]", "") : bare;
    }

    private static String shortType(String xsiType) {
        return xsiType.replaceFirst("^xnat:", "").replaceFirst("SessionData$", "");
    }
}
