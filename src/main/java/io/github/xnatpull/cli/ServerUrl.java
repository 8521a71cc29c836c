package io.github.xnatpull.cli;

import io.github.xnatpull.fault.Fault;
import java.net.URI;
import java.net.URISyntaxException;

/** The address of a server as people type it. What is wrong with it is told without repeating a password in it. */
final class ServerUrl {
    private ServerUrl() {}

    /** Reads it; without a scheme it is https, and slashes at its end do not count. */
    static URI parse(String text) {
        String trimmed = text.trim().replaceAll("/+$", "");
        URI uri = uri(trimmed.contains("://") ? trimmed : "https://" + trimmed);
        if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw invalid("the address holds a user, a query or a fragment, which do not belong there");
        }
        if (!"https".equalsIgnoreCase(uri.getScheme()) && !"http".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null) {
            throw invalid("it is no http or https address; write for example https://xnat.example.org");
        }
        return uri;
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw invalid("it is no address; write for example https://xnat.example.org");
        }
    }

    private static Fault invalid(String why) {
        return Usage.value("--server", why);
    }
}
