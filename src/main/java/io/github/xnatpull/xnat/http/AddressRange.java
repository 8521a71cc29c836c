package io.github.xnatpull.xnat.http;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of IP addresses as {@code no_proxy} has it: {@code 192.168.0.0/16}, {@code fd00::/8}, or one address. Like curl,
 * it is compared with servers that are named by their address; no name is looked up for it.
 */
record AddressRange(byte[] network, int bits) {
    private static final Pattern WRITTEN = Pattern.compile("([^/]+?)(?:/([0-9]{1,3}))?");
    private static final Pattern IPV4 = Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})(?:\\.(?!$)|$)){4}");

    /** The range that an item of the list means; empty where it is a name. */
    static Optional<AddressRange> of(String item) {
        Matcher written = WRITTEN.matcher(item);
        if (!written.matches()) {
            return Optional.empty();
        }
        Optional<byte[]> network = address(written.group(1));
        int most = network.map(bytes -> bytes.length * 8).orElse(0);
        int bits = written.group(2) == null ? most : Integer.parseInt(written.group(2));
        return network.filter(bytes -> bits <= most).map(bytes -> new AddressRange(bytes, bits));
    }

    /** Whether a host is an address of this range. */
    boolean contains(String host) {
        return address(host)
                .filter(bytes -> bytes.length == network.length)
                .filter(bytes -> prefix(bytes).equals(prefix(network)))
                .isPresent();
    }

    private BigInteger prefix(byte[] address) {
        return new BigInteger(1, address).shiftRight(address.length * 8 - bits);
    }

    /** The bytes of an address, in brackets or not; empty for a name, which would be looked up. */
    private static Optional<byte[]> address(String text) {
        String bare = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
        if (!IPV4.matcher(bare).matches() && bare.indexOf(':') < 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(bare).getAddress());
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
