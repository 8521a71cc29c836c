package io.github.xnatpull.run;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.ledger.Folders;
import io.github.xnatpull.ledger.Ledger;
import io.github.xnatpull.plan.Runs;
import io.github.xnatpull.request.PullRequest;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What a destination is bound to by its first run: a run that differs would mix two things that look alike. */
public final class DestinationBinding {
    private DestinationBinding() {}

    public static Map<String, String> of(PullRequest request) {
        Map<String, String> binding = new LinkedHashMap<>();
        binding.put("server", address(request));
        binding.put("layout", request.layout().template());
        binding.put("name-by", request.layout().nameBy().name().toLowerCase(Locale.ROOT));
        binding.put("archives", request.layout().archives().name().toLowerCase(Locale.ROOT));
        binding.put("projects", request.selection().projects().size() > 1 ? "several" : "one");
        return binding;
    }

    private static String address(PullRequest request) {
        String text = request.site().address().toString().toLowerCase(Locale.ROOT);
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    /**
     * Binds a destination where nothing landed yet; compares with an old one's binding.
     *
     * @return whether this run binds it
     * @throws Fault {@code BINDING_DIFFERS} for a request that differs without saying that it means it, or that wants
     *     another form of what has landed already
     */
    public static boolean check(PullRequest request, Runs runs, Ledger ledger, Folders folders) {
        Map<String, String> wanted = of(request);
        boolean fresh = ledger.isEmpty();
        boolean differs = differs(request, runs, ledger);
        if (differs && fresh) {
            // A first run that brought nothing ties nobody: neither to its layout nor to the folders it meant to use.
            folders.clear();
        }
        runs.bind(wanted);
        return differs || fresh;
    }

    /**
     * Whether a request differs from what a destination is bound to, and may.
     *
     * @throws Fault {@code BINDING_DIFFERS} as {@link #check}
     */
    public static boolean differs(PullRequest request, Runs runs, Ledger ledger) {
        Map<String, String> wanted = of(request);
        Map<String, String> bound = runs.binding();
        if (bound.isEmpty() || bound.entrySet().containsAll(wanted.entrySet())) {
            return false;
        }
        if (ledger.isEmpty()) {
            return true;
        }
        if (!request.place().rebind()) {
            throw differs(request, bound, wanted);
        }
        requireSameForm(request, bound.getOrDefault("archives", ""), wanted.getOrDefault("archives", ""));
        return true;
    }

    /**
     * What landed stays where it is under every new binding, and a zip cannot lie where a folder is, nor be called
     * unchanged where unpacked files are wanted.
     */
    private static void requireSameForm(PullRequest request, String before, String now) {
        if (!before.equals(now)) {
            throw Fault.fault(FaultCode.BINDING_DIFFERS)
                    .trying("pull into " + request.place().destination())
                    .meaning("Nothing was pulled; --rebind does not turn what has landed into another form")
                    .advice("Choose another --dest for --archives " + now
                            + ": everything is pulled once more into it. Or stay" + " here with --archives " + before
                            + ".")
                    .because("this destination was begun with --archives " + before + ", and this run wants --archives "
                            + now);
        }
    }

    private static Fault differs(PullRequest request, Map<String, String> bound, Map<String, String> wanted) {
        StringBuilder differences = new StringBuilder();
        wanted.forEach((name, text) -> {
            String before = bound.getOrDefault(name, "");
            if (!before.equals(text)) {
                differences
                        .append(differences.isEmpty() ? "" : "; ")
                        .append(name)
                        .append(" was ")
                        .append(before)
                        .append(" and would be ")
                        .append(text);
            }
        });
        boolean otherForm = !bound.getOrDefault("archives", "").equals(wanted.getOrDefault("archives", ""));
        return Fault.fault(FaultCode.BINDING_DIFFERS)
                .trying("pull into " + request.place().destination())
                .meaning("Nothing was pulled")
                .advice(
                        otherForm
                                ? "Choose another --dest for this: everything is pulled once more into it. --rebind does not turn"
                                        + " what has landed into another form of archives."
                                : "Choose another --dest for this, or say --rebind if you mean it: what is there stays where it is.")
                .because("this destination was begun differently: " + differences);
    }
}
