package io.weir.application.action;

import static io.weir.application.Actions.field;
import static io.weir.application.Actions.step;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.application.Actions;
import io.weir.domain.action.ActionAnswer.Verdict;
import io.weir.domain.action.ActionStep.OnMany;
import io.weir.domain.action.ActionStep.OnNone;
import io.weir.domain.action.ActionStep.When;
import io.weir.domain.action.InputType;
import io.weir.domain.action.MemberName;
import io.weir.domain.action.OutputValue;
import io.weir.domain.action.RowSource;
import io.weir.domain.query.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** The table of outcomes in docs/actions.md, for any chain of steps. */
class ActionChainsTest extends ActionRuns {
    private static final List<String> OBJECTS = List.of("Contact", "Account", "Case", "Ticket__c");

    @Test
    void theFirstOfSeveralObjectsThatHasTheCallerAnswers() {
        org.with("Account", row("Id", "001000000000001AAA", "Name", "Engines Ltd"));
        var answer = answer(contactElseAccount().built(), ADA);

        assertThat(answer.verdict()).isEqualTo(Verdict.FOUND);
        assertThat(answer.count()).isEqualTo(1);
        assertThat(value(answer, "account")).isEqualTo(new OutputValue.Text("Engines Ltd"));
        assertThat(value(answer, "contact")).isEqualTo(new OutputValue.Blank());
    }

    @Test
    void aStepThatIsNotNeededIsNotAsked() {
        org.with("Contact", ada).with("Account", row("Id", "001000000000001AAA", "Name", "Engines Ltd"));
        var answer = answer(contactElseAccount().built(), ADA);

        assertThat(value(answer, "contact")).isEqualTo(new OutputValue.Text("Ada Byron"));
        assertThat(value(answer, "account")).isEqualTo(new OutputValue.Blank());
        assertThat(org.asked()).hasSize(1);
    }

    @Test
    void nobodyInAnyObjectIsNotFound() {
        var answer = answer(contactElseAccount().built(), ADA);

        assertThat(answer.verdict()).isEqualTo(Verdict.NOT_FOUND);
        assertThat(answer.count()).isZero();
        assertThat(answer.outputs().values()).containsOnly(new OutputValue.Blank());
    }

    private static Actions.Builder contactElseAccount() {
        return new Actions.Builder()
                .input("phone", new InputType.Phone("US"))
                .step(asking(0).onNone(OnNone.GO_ON))
                .step(asking(1).when("s0", false).onNone(OnNone.GO_ON))
                .firstOf("s0", "s1")
                .output(field("contact", "s0", "Name"))
                .output(field("account", "s1", "Name"));
    }

    private static Actions.Step asking(int index) {
        String object = OBJECTS.get(index);
        String name = object.equals("Case") ? "Subject" : "Name";
        return step("s" + index, object)
                .select("Id", name)
                .blank(name, "IN", "phone")
                .orderBy("Id");
    }

    /** One step of a random chain. */
    record Link(OnNone onNone, OnMany onMany, List<When> when, int rows) {}

    /** A random chain: how many of its steps {@code first_of} names, from the first on, and its steps. */
    record Chain(int named, List<Link> links) {}

    private record Expected(Verdict verdict, int count, List<Integer> asked) {}

    @Property
    void theOutcomeIsThatOfTheTable(@ForAll("chains") Chain chain, @ForAll boolean together) {
        org.forget();
        org.together(together);
        remembered.clear();
        var action = new Actions.Builder().input("phone", new InputType.Phone("US"));
        for (int i = 0; i < chain.links().size(); i++) {
            var link = chain.links().get(i);
            var step = asking(i).onNone(link.onNone()).onMany(link.onMany());
            link.when().forEach(when -> step.when(when.step().value(), when.found()));
            action.step(step).output(field("o" + i, "s" + i, OBJECTS.get(i).equals("Case") ? "Subject" : "Name"));
            var rows = new RowSource.Step(new MemberName("s" + i));
            action.list("r" + i, rows, 2, field("id", "s" + i, "Id"));
            org.with(OBJECTS.get(i), found(link.rows()));
        }
        if (chain.named() > 1) {
            action.firstOf(
                    IntStream.range(0, chain.named()).mapToObj(i -> "s" + i).toArray(String[]::new));
        }

        var answer = answer(action.keeping(Duration.ZERO).built(), ADA);

        var expected = expected(chain);
        assertThat(answer.verdict()).isEqualTo(expected.verdict());
        assertThat(answer.count()).isEqualTo(expected.count());
        if (!together) {
            assertThat(org.asked()).hasSameSizeAs(expected.asked());
        }
        assertThat(remembered).singleElement().satisfies(run -> {
            assertThat(run.soqlShape().split("; ")).hasSameSizeAs(expected.asked());
            assertThat(run.apiCalls()).isEqualTo(together ? 1 : expected.asked().size());
            assertThat(run.rows())
                    .isEqualTo(expected.asked().stream()
                            .mapToInt(i -> chain.links().get(i).rows())
                            .sum());
        });
        assertThat(answer.outputs()).hasSize(chain.links().size());
        if (expected.verdict() == Verdict.FOUND) {
            expected.asked().stream()
                    .filter(i -> chain.links().get(i).rows() > 0)
                    .forEach(i -> assertThat(value(answer, "o" + i)).isEqualTo(new OutputValue.Text("name 0")));
        } else {
            assertThat(answer.outputs().values()).containsOnly(new OutputValue.Blank());
            assertThat(answer.lists()).allMatch(list -> list.rows().isEmpty());
        }
    }

    private static Row[] found(int rows) {
        return IntStream.range(0, rows)
                .mapToObj(i -> row("Id", "00" + i, "Name", "name " + i, "Subject", "name " + i))
                .toArray(Row[]::new);
    }

    /** The table of docs/actions.md. */
    private static Expected expected(Chain chain) {
        var asked = new ArrayList<Integer>();
        Map<String, Integer> rows = new HashMap<>();
        for (int i = 0; i < chain.links().size(); i++) {
            var link = chain.links().get(i);
            if (link.when().stream()
                    .anyMatch(when -> rows.getOrDefault(when.step().value(), 0) > 0 != when.found())) {
                continue;
            }
            asked.add(i);
            rows.put("s" + i, link.rows());
            if (link.rows() > 1 && link.onMany() == OnMany.MULTIPLE) {
                return new Expected(Verdict.MULTIPLE, link.rows(), asked);
            }
            if (link.rows() == 0 && link.onNone() != OnNone.GO_ON) {
                return new Expected(link.onNone() == OnNone.DENIED ? Verdict.DENIED : Verdict.NOT_FOUND, 0, asked);
            }
        }
        int answering = chain.named() > 1 ? chain.named() : 1;
        while (chain.named() < 2
                && answering < chain.links().size()
                && chain.links().get(answering - 1).onNone() == OnNone.GO_ON) {
            answering++;
        }
        for (int i = 0; i < answering; i++) {
            int found = rows.getOrDefault("s" + i, 0);
            if (found > 0) {
                return new Expected(Verdict.FOUND, found, asked);
            }
        }
        return new Expected(Verdict.NOT_FOUND, 0, asked);
    }

    @Provide
    Arbitrary<Chain> chains() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 4),
                        Arbitraries.integers().between(0, 4))
                .as((steps, named) -> List.of(steps, named > steps ? 0 : named))
                .flatMap(sizes -> links(sizes.getFirst(), sizes.getLast()));
    }

    private static Arbitrary<Chain> links(int steps, int named) {
        Arbitrary<List<Link>> links = Arbitraries.just(List.of());
        for (int i = 0; i < steps; i++) {
            boolean mustGoOn = named > 1 && i < named - 1;
            links = Combinators.combine(links, link(i, mustGoOn)).as((earlier, next) -> {
                var all = new ArrayList<>(earlier);
                all.add(next);
                return all;
            });
        }
        return links.map(all -> new Chain(named, all));
    }

    private static Arbitrary<Link> link(int index, boolean mustGoOn) {
        var conditions = index == 0
                ? Arbitraries.just(List.<When>of())
                : Combinators.combine(Arbitraries.integers().between(0, index - 1), Arbitraries.of(true, false))
                        .as((step, found) -> new When(new MemberName("s" + step), found))
                        .list()
                        .ofMaxSize(1);
        return Combinators.combine(
                        mustGoOn ? Arbitraries.just(OnNone.GO_ON) : Arbitraries.of(OnNone.values()),
                        Arbitraries.of(OnMany.values()),
                        conditions,
                        Arbitraries.of(0, 0, 1, 2, 3))
                .as(Link::new);
    }
}
