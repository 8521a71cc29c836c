package io.github.xnatpull.report;

import io.github.xnatpull.xnat.InOut;
import io.github.xnatpull.xnat.ResourceAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * The path below the server's base address under which a resource is asked for, as in listings (contract §1.2, §2.11):
 * {@code /data/experiments/XNAT_E00001/scans/1/resources/123}.
 */
final class ResourceUri {
    private ResourceUri() {}

    static String of(ResourceAddress address) {
        // A row that stands for a whole session has no resource.
        return address.resourceId().isEmpty()
                ? base(address)
                : base(address) + "/resources/" + encoded(address.resourceId());
    }

    private static String base(ResourceAddress address) {
        String session = "/data/experiments/" + encoded(address.sessionId());
        return switch (address.level()) {
            case PROJECT -> "/data/projects/" + encoded(address.project());
            case SUBJECT ->
                "/data/projects/" + encoded(address.project()) + "/subjects/" + encoded(address.subjectId());
            case SESSION -> session;
            case SCAN -> session + "/scans/" + encoded(address.partId());
            case RECONSTRUCTION -> session + "/reconstructions/" + encoded(address.partId()) + inOut(address.inOut());
            case ASSESSOR -> session + "/assessors/" + encoded(address.partId()) + inOut(address.inOut());
        };
    }

    private static String inOut(InOut inOut) {
        return inOut == InOut.NONE ? "" : "/" + inOut.word();
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
    }
}
