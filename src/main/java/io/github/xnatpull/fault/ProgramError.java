package io.github.xnatpull.fault;

/** A mistake of the program's own: words for the person, and for the log where it was made. */
public final class ProgramError {

    private ProgramError() {}

    /**
     * The fault that is told of it.
     *
     * @param trying what was tried, as an infinitive without "to"
     * @param meaning what it means for the run
     */
    public static Fault of(String trying, String meaning, Throwable cause) {
        return Fault.fault(FaultCode.INTERNAL)
                .trying(trying)
                .meaning(meaning)
                .cause(cause)
                .because(FaultCode.INTERNAL.summary());
    }

    /** What kind of failure, and where, without its own text: that may hold labels. */
    public static String where(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        StackTraceElement[] frames = root.getStackTrace();
        return root.getClass().getName() + (frames.length == 0 ? "" : " at " + frames[0]);
    }
}
