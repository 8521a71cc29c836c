package io.github.xnatpull.miniature.rest;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * How a site is set up.
 *
 * @param contextPath blank, or for example {@code /xnat}
 * @param open whether guests are let in (requireLogin=false)
 * @param deflating whether archives are DEFLATED where the request does not say (zipCompressionMethod)
 * @param typesNotSetUp data types that an administrator has not added: no listing of a project shows such sessions, and no
 *     resource below them answers to its number (contract §16.1)
 * @param old as of 2017: there is no {@code /xapi}, which leads to the login page, and rows of files have no digest key
 *     (contract §16.4, §16.5)
 * @param idleTimeout after which a server session ends, counted from the start of its last request
 * @param maxSessions server sessions one user may have
 * @param maxFailedLogins after which an account is locked for an hour
 */
public record Site(
        String contextPath,
        String version,
        boolean open,
        boolean deflating,
        List<Account> accounts,
        Set<String> typesNotSetUp,
        boolean old,
        Duration idleTimeout,
        int maxSessions,
        int maxFailedLogins,
        Clock clock) {
    /** From 1.10 on the cookie of the session's end is one bare number (contract §15.3). */
    boolean hasPlainExpiryCookie() {
        return version.startsWith("1.10");
    }
}
