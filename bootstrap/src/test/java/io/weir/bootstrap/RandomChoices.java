package io.weir.bootstrap;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Choices that follow from one source of chance. */
record RandomChoices(Random random) {
    /** True {@code likelihood} times of a hundred. */
    boolean percent(int likelihood) {
        return random.nextInt(100) < likelihood;
    }

    int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    <T> T of(List<T> options) {
        return options.get(random.nextInt(options.size()));
    }

    /** One of {@code options} that is {@code wanted}; empty if none is. */
    <T> Optional<T> of(List<T> options, Predicate<T> wanted) {
        var wantedOnes = options.stream().filter(wanted).toList();
        return wantedOnes.isEmpty() ? Optional.empty() : Optional.of(of(wantedOnes));
    }

    /** One of {@code options} that is {@code wanted}, or any if none is. */
    <T> T preferably(List<T> options, Predicate<T> wanted) {
        return of(options, wanted).orElseGet(() -> of(options));
    }

    <T> List<T> several(int least, int most, Supplier<T> each) {
        var all = new ArrayList<T>();
        int count = between(least, most);
        for (int i = 0; i < count; i++) {
            all.add(each.get());
        }
        return all;
    }

    /** As {@link #several}, less those whose {@code key} was there before. */
    <T> List<T> distinct(int least, int most, Supplier<T> each, Function<T, String> key) {
        var byKey = new LinkedHashMap<String, T>();
        several(least, most, each).forEach(one -> byKey.putIfAbsent(key.apply(one), one));
        return List.copyOf(byKey.values());
    }
}
