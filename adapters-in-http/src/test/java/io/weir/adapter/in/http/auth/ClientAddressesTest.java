package io.weir.adapter.in.http.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.weir.adapter.in.http.caller.AddressRange;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ClientAddressesTest {
    private static final ClientAddresses ADDRESSES =
            new ClientAddresses(List.of(AddressRange.of("10.0.0.0/8"), AddressRange.of("2001:db8:1::/48")));

    @ParameterizedTest
    @CsvSource({
        "203.0.113.0/24,         203.0.113.0,              true",
        "203.0.113.0/24,         203.0.113.255,            true",
        "203.0.113.0/24,         203.0.114.0,              false",
        "203.0.113.7,            203.0.113.7,              true",
        "203.0.113.7,            203.0.113.8,              false",
        "203.0.113.128/25,       203.0.113.127,            false",
        "0.0.0.0/0,              198.51.100.1,             true",
        "0.0.0.0/0,              2001:db8::1,              false",
        "2001:db8::/32,          2001:db8:ffff::1,         true",
        "2001:db8::/32,          2001:db9::1,              false",
        "2001:db8::1,            2001:DB8:0:0:0:0:0:1,     true",
        "203.0.113.0/24,         ::ffff:203.0.113.9,       true",
        "::ffff:203.0.113.0/120, 203.0.113.9,              true",
        "::ffff:203.0.113.0/120, 203.0.114.9,              false",
        "::/0,                   203.0.113.9,              false"
    })
    void aRangeHasTheAddressesOfItsFirstBits(String range, String address, boolean contained) {
        assertThat(AddressRange.of(range).contains(literal(address))).isEqualTo(contained);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "acme.example.com",
                "203.0.113",
                "203.0.113.256",
                "0203.0.113.1",
                "203.0.113.0/33",
                "203.0.113.0/-1",
                "203.0.113.0/",
                "203.0.113.0/x",
                "203.0.113.7/24",
                "2001:db8::/129",
                "2001:db8::1/32",
                "fe80::1%eth0",
                "[::1]",
                "::ffff:203.0.113.0/24"
            })
    void whatIsNoRangeIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> AddressRange.of(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // peer            | X-Forwarded-For                                | client
                "203.0.113.9       | ''                                             | 203.0.113.9",
                "203.0.113.9       | 198.51.100.1                                   | 203.0.113.9",
                "10.0.0.1          | ''                                             | 10.0.0.1",
                "10.0.0.1          | 198.51.100.1                                   | 198.51.100.1",
                "10.0.0.1          | 192.0.2.1, 198.51.100.1                        | 198.51.100.1",
                "10.0.0.1          | 198.51.100.1,10.0.0.2                          | 198.51.100.1",
                "10.0.0.1          | 192.0.2.1, 198.51.100.1, 10.1.2.3,  10.0.0.2   | 198.51.100.1",
                "10.0.0.1          | 10.0.0.3, 10.0.0.2                             | 10.0.0.3",
                "10.0.0.1          | 198.51.100.1:4711                              | 198.51.100.1",
                "10.0.0.1          | [2001:db8::7]:4711                             | 2001:db8::7",
                "10.0.0.1          | 2001:db8::7                                    | 2001:db8::7",
                "2001:db8:1::1     | 198.51.100.1                                   | 198.51.100.1",
                "::ffff:10.0.0.1   | ::ffff:198.51.100.1                            | 198.51.100.1",
                "10.0.0.1          | 198.51.100.1, unknown                          | 10.0.0.1",
                "10.0.0.1          | 198.51.100.1, unknown, 10.0.0.2                | 10.0.0.2",
                "10.0.0.1          | 198.51.100.1, acme.example.com                 | 10.0.0.1",
                "10.0.0.1          | 198.51.100.1,                                  | 10.0.0.1",
                "10.0.0.1          | [2001:db8::7                                   | 10.0.0.1"
            })
    void theClientIsTheFirstFromTheRightThatIsNoTrustedProxy(String peer, String forwardedFor, String client) {
        assertThat(ADDRESSES.of(literal(peer), forwardedFor)).isEqualTo(literal(client));
    }

    @Test
    void readsNoMoreHopsThanThereCanBe() {
        String hops = IntStream.range(0, 100).mapToObj(i -> "10.0.1." + i).collect(Collectors.joining(","));

        assertThat(ADDRESSES.of(literal("10.0.0.1"), hops)).isEqualTo(literal("10.0.1.68"));
    }

    private static InetAddress literal(String text) {
        return AddressRange.literal(text).orElseThrow();
    }
}
