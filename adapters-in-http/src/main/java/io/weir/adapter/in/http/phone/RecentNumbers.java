package io.weir.adapter.in.http.phone;

import io.weir.domain.action.PhoneNumber;
import io.weir.domain.port.PhoneNumbers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what the latest texts mean: the actions of one contact ask for the same number one after the other, and to
 * read a number takes longer than to answer from the answer cache.
 *
 * <p>Thread-safe. No {@code toString} shows a number.
 */
public final class RecentNumbers implements PhoneNumbers {
    private static final int MOST_TEXTS = 1_024;
    private static final int LONGEST_TEXT = 64;

    private final PhoneNumbers numbers;
    private final Map<Asked, List<PhoneNumber>> recent = new LinkedHashMap<>(16, 0.75F, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Asked, List<PhoneNumber>> eldest) {
            return size() > MOST_TEXTS;
        }
    };

    private record Asked(String text, String region) {
        @Override
        public String toString() {
            return "Asked[hidden]";
        }
    }

    /** Asks {@code numbers} for what it does not remember. */
    public RecentNumbers(PhoneNumbers numbers) {
        this.numbers = numbers;
    }

    @Override
    public List<PhoneNumber> parse(String text, String region) {
        if (text.length() > LONGEST_TEXT) {
            return numbers.parse(text, region);
        }
        var asked = new Asked(text, region);
        var known = known(asked);
        if (known != null) {
            return known;
        }
        var parsed = List.copyOf(numbers.parse(text, region));
        remember(asked, parsed);
        return parsed;
    }

    @Override
    public boolean isIn(String stored, PhoneNumber number, String region) {
        return numbers.isIn(stored, number, region);
    }

    private synchronized @Nullable List<PhoneNumber> known(Asked asked) {
        return recent.get(asked);
    }

    private synchronized void remember(Asked asked, List<PhoneNumber> parsed) {
        recent.put(asked, parsed);
    }

    @Override
    public String toString() {
        return "RecentNumbers[hidden]";
    }
}
