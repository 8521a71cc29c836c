package io.github.xnatpull.jobfile;

import tools.jackson.databind.json.JsonMapper;

/** A request as JSON: what a run remembers of what it was asked, so that a resume needs nothing but the destination. */
public final class PullRequestJson {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private PullRequestJson() {}

    /** What writes and reads requests, also within other things. */
    public static JsonMapper mapper() {
        return MAPPER;
    }

    public static String write(PullRequest request) {
        return MAPPER.writeValueAsString(request);
    }

    /** Reads {@link #write}; a run of an older version may lack keys, which then have their empty value. */
    public static PullRequest read(String json) {
        return MAPPER.readValue(json, PullRequest.class);
    }
}
