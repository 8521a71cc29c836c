package io.github.xnatpull.xnat;

/** What a server says of itself without a login (contract §7.4); the version is blank where it says nothing. */
public record ServerInfo(String url, String version) {}
