package io.github.xnatpull.doctor;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.support.ByteSize;
import java.nio.charset.Charset;
import java.util.List;

/** This Java. */
public final class MachineChecks {
    private static final int OLDEST = 17;
    private static final long LEAST_HEAP = 200L << 20;

    private MachineChecks() {}

    /** @param encoding in which Java names files, for example UTF-8: the property sun.jnu.encoding */
    public static void run(Examination examination, Runtime.Version version, long heap, String encoding) {
        examination.check("java", List.of(), () -> java(version, heap));
        examination.check("locale", List.of(), () -> locale(encoding));
    }

    private static Finding java(Runtime.Version version, long heap) {
        String found = "Java " + version + ", heap up to " + new ByteSize(heap);
        if (version.feature() < OLDEST) {
            throw Fault.fault(FaultCode.CONFIG_INVALID)
                    .advice("Install Java " + OLDEST + " or newer, or point JAVA_HOME at one.")
                    .because("this is " + found);
        }
        return heap >= LEAST_HEAP
                ? Finding.ok(found)
                : Finding.warning(found, "Large plans may not fit.", "Give it more: JAVA_OPTS=-Xmx512m.");
    }

    private static Finding locale(String encoding) {
        boolean all = Charset.isSupported(encoding)
                && Charset.forName(encoding).newEncoder().canEncode("\u00fc\u8133");
        return all
                ? Finding.ok("file names in " + encoding)
                : Finding.warning(
                        "file names in " + encoding,
                        "Names with other letters cannot be written; those files would fail.",
                        "Set LC_ALL=C.UTF-8.");
    }
}
