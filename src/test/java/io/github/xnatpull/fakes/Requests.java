package io.github.xnatpull.fakes;

import io.github.xnatpull.miniature.http.HttpRequest;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Which requests; combine with {@code and}, {@code or}, {@code negate}. */
public final class Requests {
    private static final Pattern RESOURCES = Pattern.compile("/resources/([^/?]+)");

    private Requests() {}

    public static Predicate<HttpRequest> any() {
        return request -> true;
    }

    /** Path and query, raw, hold this text. */
    public static Predicate<HttpRequest> path(String part) {
        return request -> request.target().contains(part);
    }

    /** Path and query, raw, hold a match of this expression. */
    public static Predicate<HttpRequest> matching(String regex) {
        Pattern pattern = Pattern.compile(regex);
        return request -> pattern.matcher(request.target()).find();
    }

    public static Predicate<HttpRequest> method(String method) {
        return request -> request.method().equals(method);
    }

    /** The path names this resource by number, alone or in a list. */
    public static Predicate<HttpRequest> resource(long id) {
        return request -> {
            var matcher = RESOURCES.matcher(request.path());
            return matcher.find() && List.of(matcher.group(1).split(",")).contains(Long.toString(id));
        };
    }

    /** Archives of resources. */
    public static Predicate<HttpRequest> archives() {
        return matching("/files/?\\?(.*&)?format=zip");
    }

    /** Listings of files. */
    public static Predicate<HttpRequest> fileListings() {
        return matching("/files/?(\\?|$)").and(archives().negate());
    }

    /** Single files. */
    public static Predicate<HttpRequest> singleFiles() {
        return matching("/files/[^?]").and(method("GET"));
    }

    /** Any of the listings of the catalogue. */
    public static Predicate<HttpRequest> listings() {
        return matching("[?&]format=json");
    }

    /** Requests that log in. */
    public static Predicate<HttpRequest> logins() {
        return path("/data/JSESSION").and(method("DELETE").negate());
    }
}
