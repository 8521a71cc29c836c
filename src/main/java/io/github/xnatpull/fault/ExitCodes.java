package io.github.xnatpull.fault;

/** The exit codes of the process: a contract that scripts rely on. */
public final class ExitCodes {
    public static final int OK = 0;
    public static final int INTERNAL = 1;
    public static final int USAGE = 2;
    public static final int PARTIAL = 3;
    public static final int AUTH = 4;
    public static final int SERVER = 5;
    public static final int EMPTY = 6;
    public static final int LOCAL = 7;
    public static final int LIMIT = 8;
    public static final int DIFFERENT = 9;
    public static final int STATE = 10;
    public static final int LOCKED = 11;
    public static final int SIGINT = 130;
    public static final int SIGTERM = 143;

    private ExitCodes() {}
}
