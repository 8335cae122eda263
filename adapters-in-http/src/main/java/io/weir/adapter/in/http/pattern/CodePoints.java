package io.weir.adapter.in.http.pattern;

import java.util.Arrays;
import java.util.Collection;

/** An immutable set of Unicode code points, surrogates included. */
final class CodePoints {
    static final CodePoints NONE = new CodePoints(new int[0]);
    static final CodePoints ALL = range(0, Character.MAX_CODE_POINT);

    /** The first and the last code point of each range, ascending; ranges do not touch. */
    private final int[] bounds;

    private CodePoints(int[] bounds) {
        this.bounds = bounds;
    }

    static CodePoints of(int codePoint) {
        return range(codePoint, codePoint);
    }

    /** Those from {@code first} to {@code last}, both included. */
    static CodePoints range(int first, int last) {
        return new CodePoints(new int[] {first, last});
    }

    /** Those between the first and the last character of each of {@code ranges}, which are two characters long. */
    static CodePoints ranges(String... ranges) {
        return union(Arrays.stream(ranges)
                .map(range -> range(range.charAt(0), range.charAt(1)))
                .toList());
    }

    static CodePoints union(Collection<CodePoints> sets) {
        long[] ranges = sets.stream()
                .flatMapToLong(set -> Arrays.stream(set.ordered()))
                .sorted()
                .toArray();
        int[] bounds = new int[ranges.length * 2];
        int size = 0;
        for (long range : ranges) {
            int first = (int) (range >> 32);
            int last = (int) range;
            if (size > 0 && first <= bounds[size - 1] + 1) {
                bounds[size - 1] = Math.max(bounds[size - 1], last);
            } else {
                bounds[size++] = first;
                bounds[size++] = last;
            }
        }
        return new CodePoints(Arrays.copyOf(bounds, size));
    }

    /** The ranges as numbers in the same order. */
    private long[] ordered() {
        long[] ranges = new long[size()];
        Arrays.setAll(ranges, i -> (long) first(i) << 32 | last(i));
        return ranges;
    }

    /** Every other code point. */
    CodePoints complement() {
        int[] others = new int[bounds.length + 2];
        int size = 0;
        int next = 0;
        for (int i = 0; i < size(); i++) {
            if (first(i) > next) {
                others[size++] = next;
                others[size++] = first(i) - 1;
            }
            next = last(i) + 1;
        }
        if (next <= Character.MAX_CODE_POINT) {
            others[size++] = next;
            others[size++] = Character.MAX_CODE_POINT;
        }
        return new CodePoints(Arrays.copyOf(others, size));
    }

    boolean contains(int codePoint) {
        // an odd insertion point lies within a range
        int found = Arrays.binarySearch(bounds, codePoint);
        return found >= 0 || (-found - 1) % 2 == 1;
    }

    /** The number of ranges. */
    int size() {
        return bounds.length / 2;
    }

    /** The first code point of the range at {@code index}, from 0. */
    int first(int index) {
        return bounds[2 * index];
    }

    /** The last code point of the range at {@code index}, from 0. */
    int last(int index) {
        return bounds[2 * index + 1];
    }

    boolean isSingle() {
        return bounds.length == 2 && bounds[0] == bounds[1];
    }
}
