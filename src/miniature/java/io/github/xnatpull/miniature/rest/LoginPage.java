package io.github.xnatpull.miniature.rest;

import io.github.xnatpull.miniature.http.HttpReply;

/** What a browser is shown, and a careless client takes for data. */
public final class LoginPage {
    static final String PATH = "/app/template/Login.vm";

    private LoginPage() {}

    /** The page, with status 200. */
    public static HttpReply reply() {
        return Replies.html(
                200,
                "<!DOCTYPE html>\n<html><head><title>XNAT Login</title></head><body id=\"page-login\"><form name=\"form1\" "
                        + "method=\"post\" action=\"/login\"><input id=\"username\" name=\"username\"/><input type=\"password\" "
                        + "name=\"password\"/><button id=\"loginButton\">Login</button></form></body></html>");
    }
}
