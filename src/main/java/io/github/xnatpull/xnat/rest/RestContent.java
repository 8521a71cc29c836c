package io.github.xnatpull.xnat.rest;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.support.NormalPath;
import io.github.xnatpull.support.TextSafety;
import io.github.xnatpull.xnat.ResourceAddress;
import io.github.xnatpull.xnat.XnatContent;
import io.github.xnatpull.xnat.http.HttpGateway;
import io.github.xnatpull.xnat.http.Identity;
import io.github.xnatpull.xnat.http.MaybeLoggedOut;
import io.github.xnatpull.xnat.http.Reply;
import io.github.xnatpull.xnat.http.ReplyHandler;
import io.github.xnatpull.xnat.http.Request;
import io.github.xnatpull.xnat.http.UrlPath;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Archives and files of resources, by their numbers, or by what {@link ResourcePaths} knows (contract §3, §4). */
final class RestContent implements XnatContent {
    /** What follows such a folder's name is taken for a member of an archive (contract §4.5). */
    private static final Pattern MEMBER = Pattern.compile("(?i).*\\.(zip|jar|rar|ear|gar|mrb)[!/].*");

    private static final int NOT_MODIFIED = 304;

    private final HttpGateway gateway;
    private final Identity identity;
    private final Existence existence;
    private final ResourcePaths paths;

    RestContent(HttpGateway gateway, Identity identity, Existence existence, ResourcePaths paths) {
        this.paths = paths;
        this.gateway = gateway;
        this.identity = identity;
        this.existence = existence;
    }

    @Override
    public boolean isAddressable(String path) {
        return UrlPath.isAddressable(NormalPath.of(path))
                && !MEMBER.matcher(path).matches();
    }

    @Override
    public Body archive(ResourceAddress address) {
        String action = "download " + Addresses.inWords(address) + " as an archive";
        Request request =
                Request.get(paths.files(address).with("format", "zip"), action).asReplaceable();
        return gateway.call(identity, request, new Opening() {
                    @Override
                    public Optional<Body> handle(Reply reply) throws IOException {
                        checkArchive(reply, action);
                        return Optional.of(new ReplyBody(reply, OptionalLong.empty(), 0));
                    }

                    @Override
                    public Optional<Fault> meaningOfServerError() {
                        return existence.goneResource(address, action);
                    }
                })
                .orElseThrow();
    }

    private static void checkArchive(Reply reply, String action) throws IOException {
        byte[] start = reply.peek(HtmlReply.ENOUGH);
        boolean zip = start.length >= 4
                && start[0] == 'P'
                && start[1] == 'K'
                && (start[2] == 3 && start[3] == 4 || start[2] == 5 && start[3] == 6);
        if (zip) {
            return;
        }
        if (HtmlReply.looksLike(start)) {
            throw new MaybeLoggedOut(HtmlReply.insteadOf("an archive", action, reply));
        }
        throw Fault.fault(FaultCode.NOT_AN_ARCHIVE)
                .trying(action)
                .because(
                        start.length == 0
                                ? "the reply is empty"
                                : "the reply is no zip; it begins with " + HtmlReply.excerpt(start));
    }

    /**
     * A file, from where it was left if the server proves that it goes on with the same version, else from its start. Never
     * asks for what is past the end, which this server answers with wrong lengths (contract §4.4).
     */
    @Override
    public Body file(ResourceAddress address, String path, Optional<ResumePoint> from) {
        String action = "download file '" + TextSafety.visible(path, 300) + "' of " + Addresses.inWords(address);
        if (!isAddressable(path)) {
            throw Fault.fault(FaultCode.UNADDRESSABLE)
                    .trying(action)
                    .because("XNAT's web server refuses or misreads such a path");
        }
        Request whole = Request.get(paths.files(address).plusFile(NormalPath.of(path)), action);
        try {
            return from.filter(RestContent::isUsable)
                    .flatMap(point -> rest(whole, path, point))
                    .orElseGet(() ->
                            open(whole, path, reply -> whole(reply, action)).orElseThrow());
        } catch (Fault fault) {
            throw fault.code() == FaultCode.NOT_FOUND ? missing(fault) : fault;
        }
    }

    @Override
    public boolean isUnchanged(ResourceAddress address, String path, String lastModified, OptionalLong length) {
        String action =
                "ask for changes of file '" + TextSafety.visible(path, 300) + "' of " + Addresses.inWords(address);
        Request whole = Request.get(paths.files(address).plusFile(NormalPath.of(path)), action);
        Request request = lastModified.isBlank()
                ? whole
                : whole.with("If-Modified-Since", lastModified).accepting(NOT_MODIFIED);
        try {
            return gateway.call(
                    identity,
                    request,
                    reply -> reply.status() == NOT_MODIFIED
                            || length.isPresent()
                                    && length.equals(reply.length())
                                    && !lastModified.isBlank()
                                    && reply.header("Last-Modified").equals(lastModified));
        } catch (Fault fault) {
            throw fault.code() == FaultCode.NOT_FOUND ? missing(fault) : fault;
        }
    }

    private static Fault missing(Fault fault) {
        return Fault.fault(FaultCode.FILE_MISSING)
                .trying(fault.action())
                .cause(fault)
                .because("the server does not have it (404), though it lists it");
    }

    private static boolean isUsable(ResumePoint point) {
        return point.offset() > 0
                && point.offset() < point.total()
                && !point.lastModified().isBlank();
    }

    /** The rest of a file, or the whole where the server sends that of its own accord; empty where it must be asked anew. */
    private Optional<Body> rest(Request whole, String path, ResumePoint point) {
        Request rest = whole.with("Range", "bytes=" + point.offset() + "-")
                .with("If-Unmodified-Since", point.lastModified())
                .accepting(206, 412, 416, 500, 501);
        return open(rest, path, reply -> switch (reply.status()) {
            case 200 -> whole(reply, whole.action());
            case 206 -> continued(reply, point);
            default -> Optional.empty();
        });
    }

    private static Optional<Body> continued(Reply reply, ResumePoint point) {
        boolean proven = ContentRange.parse(reply.header("Content-Range"))
                        .filter(range -> range.isRestOf(point.offset(), point.total()))
                        .isPresent()
                && reply.header("Last-Modified").equals(point.lastModified())
                && (reply.length().isEmpty() || reply.length().getAsLong() == point.total() - point.offset());
        return proven
                ? Optional.of(new ReplyBody(reply, OptionalLong.of(point.total()), point.offset()))
                : Optional.empty();
    }

    private static Optional<Body> whole(Reply reply, String action) {
        return Optional.of(new ReplyBody(reply, reply.length(), 0));
    }

    @FunctionalInterface
    private interface Choice {
        Optional<Body> of(Reply reply) throws IOException;
    }

    /** A page is data if the server hands it out as a file; without that header it may be a login (contract §4.3, §6.6). */
    private Optional<Body> open(Request request, String path, Choice choice) {
        return gateway.call(identity, request, new Opening() {
            private boolean doubtful;

            @Override
            public Optional<Body> handle(Reply reply) throws IOException {
                doubtful = false;
                boolean asFile = !reply.header("Content-Disposition").isBlank();
                if (!asFile && reply.status() < 300 && isPage(reply)) {
                    String name = path.toLowerCase(Locale.ROOT);
                    doubtful = name.endsWith(".html") || name.endsWith(".htm");
                    if (!doubtful || HtmlReply.looksLikeLogin(reply.peek(HtmlReply.ENOUGH))) {
                        throw new MaybeLoggedOut(HtmlReply.insteadOf("a file", request.action(), reply));
                    }
                }
                Optional<Body> body = choice.of(reply);
                if (body.isEmpty()) {
                    reply.close();
                }
                return body;
            }

            @Override
            public boolean isSurprising(Optional<Body> body) {
                return doubtful;
            }
        });
    }

    private static boolean isPage(Reply reply) throws IOException {
        String type = reply.header("Content-Type").toLowerCase(Locale.ROOT);
        return type.startsWith("text/html")
                || type.startsWith("application/xhtml")
                || HtmlReply.looksLike(reply.peek(HtmlReply.ENOUGH));
    }

    /** A handler whose value goes on reading the reply. */
    private abstract static class Opening implements ReplyHandler<Optional<Body>> {
        @Override
        public boolean keepsReply() {
            return true;
        }

        @Override
        public void discard(Optional<Body> body) {
            body.ifPresent(Body::close);
        }
    }
}
