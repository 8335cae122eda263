package io.weir.adapter.in.http.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class SchemaCacheTest {
    private static final com.networknt.schema.Schema ANY = SchemaRegistry.withDefaultDialect(
                    SpecificationVersion.DRAFT_2020_12)
            .getSchema("{}");

    private final SchemaCache cache = new SchemaCache(100);

    @Test
    void forgetsWhatWasUsedTheLongestTimeAgo() {
        cache.keep("a", "owner", weighing(40));
        cache.keep("b", "owner", weighing(40));
        assertThat(cache.find("a")).isPresent();

        cache.keep("c", "owner", weighing(40));

        assertThat(cache.find("a")).isPresent();
        assertThat(cache.find("b")).isEmpty();
        assertThat(cache.find("c")).isPresent();
        assertThat(cache.bytes()).isEqualTo(80);
    }

    @Test
    void aCallerWithManySchemasPushesOutItsOwnAndNobodyElses() {
        cache.keep("quiet", "quiet", weighing(20));

        for (int i = 0; i < 1_000; i++) {
            cache.keep("loud-" + i, "loud", weighing(30));
        }

        assertThat(cache.find("quiet")).isPresent();
        assertThat(cache.find("loud-999")).isPresent();
    }

    @Test
    void doesNotKeepWhatIsLargerThanItself() {
        cache.keep("small", "owner", weighing(100));
        cache.keep("large", "owner", weighing(101));

        assertThat(cache.find("small")).isPresent();
        assertThat(cache.find("large")).isEmpty();
    }

    /** A schema that is kept, by whom, and what it weighs. */
    record Kept(String text, String owner, long weight) {}

    @Property
    void neverKeepsMoreThanItMayAndCountsWhatItKeeps(@ForAll("schemas") List<Kept> schemas) {
        var kept = new SchemaCache(1_000);
        for (var schema : schemas) {
            kept.keep(schema.text(), schema.owner(), weighing(schema.weight()));
            assertThat(kept.bytes()).isBetween(0L, 1_000L);
        }
        long found = schemas.stream()
                .map(Kept::text)
                .distinct()
                .flatMap(text -> kept.find(text).stream())
                .mapToLong(JsonSchemaContract::weight)
                .sum();
        assertThat(kept.bytes()).isEqualTo(found);
    }

    @Provide
    Arbitrary<List<Kept>> schemas() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 30).map(Object::toString),
                        Arbitraries.of("a", "b", "c"),
                        Arbitraries.longs().between(1, 1_100))
                .as(Kept::new)
                .list()
                .ofMaxSize(60);
    }

    private static JsonSchemaContract weighing(long weight) {
        return new JsonSchemaContract(ANY, true, weight);
    }
}
