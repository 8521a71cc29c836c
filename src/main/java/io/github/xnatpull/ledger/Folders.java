package io.github.xnatpull.ledger;

import java.util.List;

/**
 * Which folder below the destination was given to which session or resource. A folder once given is never taken away,
 * so that a rename on the server does not move data here.
 */
public interface Folders {
    /**
     * The folder of an owner: the one it has, else the first of the candidates that nobody has. Two folders that a file
     * system could take for one (case, Unicode form) count as the same.
     *
     * @param owner a stable text, see {@link #sessionOwner} and {@link #resourceOwner}
     * @param candidates best first; the last must hold an id that makes it unique
     */
    String claim(String owner, List<String> candidates);

    /** Takes all folders back, where nothing has landed in any. */
    void clear();

    /** The owner text of a session. */
    static String sessionOwner(String project, String accessionId) {
        return "session\u0001" + project + "\u0001" + accessionId;
    }

    /** The owner text of a resource. */
    static String resourceOwner(ResourceKey key) {
        return String.join(
                "\u0001",
                "resource",
                key.project(),
                key.accessionId(),
                key.level().word(),
                key.partId(),
                key.inOut().word(),
                key.name());
    }
}
