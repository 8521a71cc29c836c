package io.github.xnatpull.demo.rest;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * How a site is set up.
 *
 * @param contextPath blank, or for example {@code /xnat}
 * @param open whether guests are let in (requireLogin=false)
 * @param idleTimeout after which a server session ends, counted from the start of its last request
 * @param maxSessions server sessions one user may have
 * @param maxFailedLogins after which an account is locked for an hour
 */
public record Site(
        String contextPath,
        String version,
        boolean open,
        List<Account> accounts,
        Duration idleTimeout,
        int maxSessions,
        int maxFailedLogins,
        Clock clock) {}
