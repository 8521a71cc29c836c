package io.github.xnatpull.xnat.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.miniature.MiniatureArchives;
import io.github.xnatpull.miniature.MiniatureXnat;
import io.github.xnatpull.miniature.archive.MiniatureArchive;
import io.github.xnatpull.miniature.archive.Session;
import io.github.xnatpull.miniature.rest.Account;
import io.github.xnatpull.xnat.Level;
import io.github.xnatpull.xnat.SessionRow;
import io.github.xnatpull.xnat.XnatCatalogue;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RestCatalogueTest extends MiniatureServers {
    private final MiniatureArchive quirks = MiniatureArchives.quirks();

    @Test
    void theServerSaysWhoItIsWithoutALogin() {
        MiniatureXnat server = start(quirks, new MiniatureXnat.Settings().contextPath("/xnat"));
        assertThat(catalogue(server).server().version()).isEqualTo("1.8.10");
        assertThat(catalogue(server).server().url()).isEqualTo(server.url()).endsWith("/xnat");
        assertThat(server.sessions().logins()).isZero();
    }

    @Test
    void theUserIsWhoTheServerTakesUsFor() {
        assertThat(catalogue(start(quirks)).user()).isEqualTo("demo");
    }

    @Test
    void everyProjectIsListed() {
        assertThat(catalogue(start(quirks)).projects())
                .extracting("id", "name")
                .contains(tuple("QUIRKS", "Nothing but trouble"), tuple("OWNER", "Owner of what is shared"));
    }

    @Test
    @DisplayName("B-44: Sessions are imaging ones once each in order of their ids")
    void sessionsAreImagingOnesOnceEachInOrderOfTheirIds() {
        List<SessionRow> sessions =
                catalogue(start(MiniatureArchives.demoProject())).sessions("DEMO");
        assertThat(sessions)
                .hasSize(8)
                .extracting(SessionRow::accessionId)
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(sessions).extracting(SessionRow::label).doesNotContain("SUBJ03_VISIT1");
        assertThat(sessions)
                .filteredOn(row -> row.label().equals("SUBJ02_PET1"))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.xsiType()).isEqualTo("xnat:petSessionData");
                    assertThat(row.date()).isEqualTo("2024-02-12");
                    assertThat(row.subjectLabel()).isEqualTo("SUBJ02");
                    assertThat(row.owner()).isEqualTo("DEMO");
                    assertThat(row.insertDate()).isNotBlank();
                });
    }

    @Test
    @DisplayName("B-41: Shared sessions bear the names they have there")
    void b41SharedSessionsBearTheNamesTheyHaveThere() {
        XnatCatalogue catalogue = catalogue(start(quirks));
        String shared = quirks.session("OWNERS_LABEL").id();
        assertThat(catalogue.sessions("QUIRKS"))
                .filteredOn(row -> row.accessionId().equals(shared))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.label()).isEqualTo("SHARED_LABEL");
                    assertThat(row.subjectLabel()).isEqualTo("SHARED_SUBJECT");
                    assertThat(row.project()).isEqualTo("QUIRKS");
                    assertThat(row.owner()).isEqualTo("OWNER");
                });
        assertThat(catalogue.sessions("OWNER"))
                .filteredOn(row -> row.accessionId().equals(shared))
                .singleElement()
                .satisfies(row -> assertThat(row.label()).isEqualTo("OWNERS_LABEL"));
    }

    @Test
    @DisplayName("B-32: A project that is not there is named with its neighbours")
    void b32AProjectThatIsNotThereIsNamedWithItsNeighbours() {
        MiniatureXnat server = start(quirks);
        Fault fault = catchThrowableOfType(Fault.class, () -> catalogue(server).sessions("QUIRK"));
        assertThat(fault.code()).isEqualTo(FaultCode.NOT_FOUND);
        assertThat(fault.code().exitCode()).isEqualTo(2);
        assertThat(fault)
                .hasMessageContaining("Tried to find project 'QUIRK', but")
                .hasMessageContaining("Near to it: QUIRKS");
        assertThat(catchThrowableOfType(Fault.class, () -> catalogue(server).subjects("no\u001b[31m%")))
                .hasMessageContaining("no\\x1b[31m%");
    }

    @Test
    void titlesAndAliasesAreExplained() {
        XnatCatalogue catalogue = catalogue(start(quirks));
        for (String other : List.of("TROUBLE", "Nothing but trouble")) {
            assertThat(catchThrowableOfType(Fault.class, () -> catalogue.sessions(other)))
                    .hasMessageContaining("It is the title or an alias of project QUIRKS: name that one.");
        }
    }

    @Test
    @DisplayName("B-32: A user without access sees no success")
    void b32AUserWithoutAccessSeesNoSuccess() {
        MiniatureXnat server = start(
                quirks,
                new MiniatureXnat.Settings().user(Account.of("bob", "bob").reading("OWNER")));
        Fault fault = catchThrowableOfType(Fault.class, () -> open(server.url(), "bob", "bob", ListLimits.standard())
                .catalogue()
                .sessions("QUIRKS"));
        assertThat(fault.code()).isIn(FaultCode.NOT_FOUND, FaultCode.AUTH_FORBIDDEN);
    }

    @Test
    void oneSessionIsFoundByItsIdOnly() {
        XnatCatalogue catalogue = catalogue(start(quirks));
        Session session = quirks.session("DERIVED");
        assertThat(catalogue.session(session.id())).get().satisfies(row -> {
            assertThat(row.label()).isEqualTo("DERIVED");
            assertThat(row.project()).isEqualTo("QUIRKS");
            assertThat(row.subjectLabel()).isEqualTo("Q01");
        });
        assertThat(catalogue.session("DERIVED")).isEmpty();
        assertThat(catalogue.session("XNAT_E*")).isEmpty();
        assertThat(catalogue.session("NOPE")).isEmpty();
        String visit = quirks.experiments().stream()
                .filter(known -> known.label().equals("CLINICAL"))
                .findFirst()
                .orElseThrow()
                .id();
        assertThat(catalogue.session(visit)).isEmpty();
    }

    @Test
    void subjectsBearTheirLabelsThere() {
        assertThat(catalogue(start(quirks)).subjects("QUIRKS"))
                .extracting("label")
                .contains("Q01", "Q_NO_SESSION", "SHARED_SUBJECT")
                .doesNotContain("OWNERS_SUBJECT");
    }

    @Test
    void scansKeepIdsAndTypesAsTheyAre() {
        XnatCatalogue catalogue = catalogue(start(quirks));
        assertThat(catalogue.scans(quirks.session("SCAN_IDS").id()))
                .extracting("id")
                .containsExactlyInAnyOrder("1", "01", "1-MR1", "OT1", "12-CT2", "2", "3");
        assertThat(catalogue.scans(quirks.session("SCAN_TYPES").id()))
                .extracting("type")
                .contains("", "T2 FLAIR (ax)", "a/b", "a,b", "T1 & T2", "Größe ü", "脑", "50%", "x;y");
        assertThat(catalogue.scans(quirks.session("NO_SCANS").id())).isEmpty();
    }

    @Test
    @DisplayName("B-33: An expired session is renewed in the middle")
    void b33AnExpiredSessionIsRenewedInTheMiddle() {
        MiniatureXnat server = start(quirks);
        XnatCatalogue catalogue = catalogue(server);
        catalogue.projects();
        server.sessions().expireAll();
        assertThat(catalogue.scans(quirks.session("SCAN_IDS").id())).hasSize(7);
        assertThat(server.sessions().logins()).isEqualTo(2);
    }

    @Test
    @DisplayName("B-33: On an open site an expired session does not hide anything")
    void onAnOpenSiteAnExpiredSessionDoesNotHideAnything() {
        MiniatureXnat server = start(quirks, new MiniatureXnat.Settings().openToGuests());
        XnatCatalogue catalogue = catalogue(server);
        catalogue.projects();
        server.sessions().expireAll();
        assertThat(catalogue.sessions("QUIRKS")).isNotEmpty();
        server.sessions().expireAll();
        assertThat(catalogue.resources(quirks.session("SCAN_IDS").id(), Set.of(Level.SCAN)))
                .hasSize(7);
        assertThat(server.sessions().logins()).isEqualTo(3);
    }

    @Test
    void everySessionIsLoggedOutAtTheEnd() {
        MiniatureXnat server = start(quirks);
        RestCatalogues.OpenServer open = open(server);
        open.catalogue().projects();
        server.sessions().expireAll();
        open.catalogue().projects();
        open.close();
        assertThat(server.sessions().open()).isZero();
    }

    @Test
    @DisplayName("B-32: A wrong password is tried once")
    void b32AWrongPasswordIsTriedOnce() {
        MiniatureXnat server = start(quirks);
        Fault fault = catchThrowableOfType(Fault.class, () -> open(server.url(), "demo", "wrong", ListLimits.standard())
                .catalogue()
                .projects());
        assertThat(fault.code()).isEqualTo(FaultCode.AUTH_REJECTED);
        assertThat(server.sessions().refusedLogins()).isEqualTo(1);
    }
}
