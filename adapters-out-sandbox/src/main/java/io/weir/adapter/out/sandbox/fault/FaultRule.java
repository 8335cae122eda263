package io.weir.adapter.out.sandbox.fault;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** Injects a fault into some of the requests of its target. */
record FaultRule(FaultTarget target, Occasion occasion) {
    /** Which of the requests meet the fault. */
    sealed interface Occasion {
        Pattern CALLS = Pattern.compile("#(\\d{1,9})(?:\\.\\.(\\d{1,9}))?");

        /** A random share of the requests, from 0 to 1. */
        record Share(BigDecimal share) implements Occasion {}

        /** The requests from number {@code first} to number {@code last}, counted from 1 since the rule is in force. */
        record Calls(int first, int last) implements Occasion {
            boolean contains(long call) {
                return first <= call && call <= last;
            }
        }

        /** Parses {@code 0.2}, {@code #3} or {@code #1..2}; empty if {@code text} is invalid. */
        static Optional<Occasion> parse(String text) {
            var calls = CALLS.matcher(text);
            if (calls.matches()) {
                int first = Integer.parseInt(calls.group(1));
                int last = calls.group(2) == null ? first : Integer.parseInt(calls.group(2));
                return first < 1 || last < first ? Optional.empty() : Optional.of(new Calls(first, last));
            }
            try {
                var share = text.length() > 12 ? BigDecimal.TWO : new BigDecimal(text);
                return share.signum() < 0 || share.compareTo(BigDecimal.ONE) > 0
                        ? Optional.empty()
                        : Optional.of(new Share(share));
            } catch (NumberFormatException notANumber) {
                return Optional.empty();
            }
        }

        /** The text form that {@link #parse} reads. */
        default String text() {
            return switch (this) {
                case Share(var share) ->
                    share.signum() == 0 ? "0" : share.stripTrailingZeros().toPlainString();
                case Calls(var first, var last) when first == last -> "#" + first;
                case Calls(var first, var last) -> "#" + first + ".." + last;
            };
        }
    }

    /** The share of the target's requests that meet the fault at random. */
    BigDecimal share() {
        return switch (occasion) {
            case Occasion.Share(var share) -> share;
            case Occasion.Calls _ -> BigDecimal.ZERO;
        };
    }
}
