package io.github.xnatpull.miniature.rest;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Names and secrets that stand in for a user for two days (contract §6.2). */
final class AliasTokens {
    private static final Duration LIFETIME = Duration.ofDays(2);

    private final Clock clock;
    private final Map<String, Token> tokens = new ConcurrentHashMap<>();

    AliasTokens(Clock clock) {
        this.clock = clock;
    }

    /** One token. */
    record Token(Account account, String alias, String secret, Instant created) {
        String toJson() {
            return "{\"id\":17,\"enabled\":true,\"created\":" + created.toEpochMilli() + ",\"timestamp\":"
                    + created.toEpochMilli() + ",\"disabled\":0,\"alias\":\"" + alias + "\",\"secret\":\"" + secret
                    + "\",\"singleUse\":false,\"estimatedExpirationTime\":" + expiry().toEpochMilli()
                    + ",\"xdatUserId\":\"" + account.name() + "\",\"validIPAddresses\":[]}";
        }

        Instant expiry() {
            return created.plus(LIFETIME);
        }
    }

    Token issue(Account account) {
        String secret = (UUID.randomUUID().toString() + UUID.randomUUID()).replace("-", "");
        Token token = new Token(account, UUID.randomUUID().toString(), secret, clock.instant());
        tokens.put(token.alias(), token);
        return token;
    }

    Optional<Account> account(String alias, String secret) {
        return Optional.ofNullable(tokens.get(alias))
                .filter(token ->
                        token.secret().equals(secret) && clock.instant().isBefore(token.expiry()))
                .map(Token::account);
    }

    List<Token> of(Account account) {
        return tokens.values().stream()
                .filter(token -> token.account().equals(account))
                .toList();
    }

    /** Whether there was such a token; it is gone now. */
    boolean invalidate(String alias) {
        return tokens.remove(alias) != null;
    }

    boolean knows(String alias) {
        return tokens.containsKey(alias);
    }
}
