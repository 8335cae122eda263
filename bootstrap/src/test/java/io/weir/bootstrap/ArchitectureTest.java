package io.weir.bootstrap;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.onionArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;

/** Rules that Maven's modules cannot enforce. Each rule has failed on a planted violation. */
@Execution(ExecutionMode.CONCURRENT)
class ArchitectureTest {
    /** The classes of all modules, from the jars and folders of the class path. */
    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("io.weir");

    private static final String IN_HTTP = "io.weir.adapter.in.http.";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.weir.adapter.in.http",
                "io.weir.adapter.in.http.action",
                "io.weir.adapter.in.http.actiontest",
                "io.weir.adapter.in.http.adhoc",
                "io.weir.adapter.in.http.admin",
                "io.weir.adapter.in.http.answer",
                "io.weir.adapter.in.http.auth",
                "io.weir.adapter.in.http.caller",
                "io.weir.adapter.in.http.catalog",
                "io.weir.adapter.in.http.console",
                "io.weir.adapter.in.http.contract",
                "io.weir.adapter.in.http.exchange",
                "io.weir.adapter.in.http.json",
                "io.weir.adapter.in.http.listener",
                "io.weir.adapter.in.http.openapi",
                "io.weir.adapter.in.http.pattern",
                "io.weir.adapter.in.http.phone",
                "io.weir.adapter.in.http.query",
                "io.weir.adapter.in.http.tls",
                "io.weir.adapter.in.http.watch",
                "io.weir.adapter.in.http.webhook",
                "io.weir.adapter.in.http.yaml",
                "io.weir.adapter.out.profiler",
                "io.weir.adapter.out.profiler.history",
                "io.weir.adapter.out.salesforce",
                "io.weir.adapter.out.salesforce.settings",
                "io.weir.adapter.out.sandbox",
                "io.weir.application",
                "io.weir.bootstrap",
                "io.weir.domain"
            })
    void everyPackageNamedInTheRulesHasClasses(String packageName) {
        assertThat(CODE.stream()
                        .filter(type -> (type.getPackageName() + ".").startsWith(packageName + "."))
                        .filter(type -> !type.getSimpleName().equals("package-info")))
                .isNotEmpty();
    }

    @Test
    void everyClassNamedInTheRulesExists() {
        assertThat(ShownByAdapters.CLASSES).allMatch(name -> CODE.contain("io.weir.adapter." + name));
    }

    @Test
    void dependenciesPointInwardAndAdaptersIgnoreEachOther() {
        onionArchitecture()
                .domainModels("io.weir.domain..")
                .applicationServices("io.weir.application..")
                .adapter("http", "io.weir.adapter.in.http..")
                .adapter("salesforce", "io.weir.adapter.out.salesforce..")
                .adapter("sandbox", "io.weir.adapter.out.sandbox..")
                .adapter("profiler", "io.weir.adapter.out.profiler..")
                .withOptionalLayers(true)
                .domainServices("io.weir.domain.service..")
                .ignoreDependency(resideInAnyPackage("io.weir.bootstrap.."), alwaysTrue())
                .check(CODE);
    }

    @Test
    void domainKnowsOnlyTheJdk() {
        classes()
                .that()
                .resideInAPackage("io.weir.domain..")
                .should()
                .onlyDependOnClassesThat(describe(
                        "are of the domain or of java.lang, java.math, java.time and java.util",
                        type -> resideInAnyPackage(
                                                "io.weir.domain..",
                                                "java.lang..",
                                                "java.math..",
                                                "java.time..",
                                                "java.util..",
                                                "org.jspecify.annotations..")
                                        .test(type)
                                || type.getBaseComponentType().isPrimitive()))
                .check(CODE);
    }

    @Test
    void applicationKnowsOnlyTheDomain() {
        classes()
                .that()
                .resideInAPackage("io.weir.application..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("io.weir.application..", "io.weir.domain..", "java..", "org.jspecify.annotations..")
                .check(CODE);
    }

    @Test
    void outboundAdaptersDoNotKnowUseCases() {
        noClasses()
                .that()
                .resideInAPackage("io.weir.adapter.out..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.weir.application..")
                .check(CODE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.weir.domain",
                "io.weir.application",
                "io.weir.adapter.in.http",
                "io.weir.adapter.out.profiler",
                "io.weir.adapter.out.salesforce",
                "io.weir.adapter.out.sandbox",
                "io.weir.bootstrap"
            })
    void packagesOfAModuleHaveNoCycles(String module) {
        slices().matching(module + ".(*)..").should().beFreeOfCycles().check(CODE);
    }

    /** The slices of {@link #packagesOfAModuleHaveNoCycles} do not contain the root package of a module. */
    @ParameterizedTest
    @ValueSource(strings = {"io.weir.adapter.in.http", "io.weir.bootstrap"})
    void subpackagesDoNotKnowTheRootPackageOfTheirModule(String module) {
        noClasses()
                .that()
                .resideInAPackage(module + ".*..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(module)
                .check(CODE);
    }

    @Test
    void readersOfTextsKnowNothingOfHttp() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        IN_HTTP + "actiontest..",
                        IN_HTTP + "catalog..",
                        IN_HTTP + "json..",
                        IN_HTTP + "pattern..",
                        IN_HTTP + "phone..",
                        IN_HTTP + "query..",
                        IN_HTTP + "yaml..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.weir.adapter.in.http",
                        IN_HTTP + "action..",
                        IN_HTTP + "adhoc..",
                        IN_HTTP + "admin..",
                        IN_HTTP + "answer..",
                        IN_HTTP + "auth..",
                        IN_HTTP + "caller..",
                        IN_HTTP + "console..",
                        IN_HTTP + "contract..",
                        IN_HTTP + "exchange..",
                        IN_HTTP + "listener..",
                        IN_HTTP + "openapi..",
                        IN_HTTP + "tls..",
                        IN_HTTP + "webhook..",
                        "io.helidon.http..",
                        "io.helidon.webserver..",
                        "java.net.http..")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName(IN_HTTP + "watch.ConnectionWatchdog")
                .check(CODE);
    }

    @Test
    void valuesAreImmutable() {
        fields().that()
                .areDeclaredInClassesThat(describe(
                        "live in the domain and collect nothing",
                        type -> type.getPackageName().startsWith("io.weir.domain")
                                && !type.getSimpleName().equals("Collector")
                                && !type.getSimpleName().equals("Writer")))
                .should()
                .beFinal()
                .check(CODE);
    }

    @Test
    void noOptionalParameters() {
        methods()
                .that()
                .areDeclaredInClassesThat()
                .resideInAnyPackage("io.weir..")
                .and()
                .areDeclaredInClassesThat()
                .areNotRecords()
                .should()
                .notHaveRawParameterTypes(describe(
                        "an Optional", types -> types.stream().anyMatch(t -> t.isEquivalentTo(Optional.class))))
                .check(CODE);
    }

    @Test
    void onlyBootstrapReadsTheClockTheEnvironmentAndChance() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.weir.bootstrap..")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(LocalDateTime.class, "now")
                .orShould()
                .callMethod(OffsetDateTime.class, "now")
                .orShould()
                .callMethod(ZonedDateTime.class, "now")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "getenv")
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .orShould()
                .callMethod(ThreadLocalRandom.class, "current")
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .callConstructor(Random.class)
                .check(CODE);
    }

    /** Classes are public for other packages of their module; these lists say which of them are for bootstrap. */
    @Test
    void bootstrapUsesOnlyTheApiOfAnAdapter() {
        noClasses()
                .that()
                .resideInAPackage("io.weir.bootstrap..")
                .should()
                .dependOnClassesThat(describe(
                        "are internal to an adapter",
                        type -> type.getPackageName().startsWith("io.weir.adapter.")
                                && !ShownByAdapters.contains(type)))
                .check(CODE);
    }

    @Test
    void namesSayWhatThingsAre() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Impl")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Dto")
                .check(CODE);
    }

    @Test
    void codingHabits() {
        List.of(
                        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS,
                        NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS,
                        NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING)
                .forEach(rule -> rule.check(CODE));
    }

    @Test
    void contributingListsEveryRule() throws IOException {
        String rules =
                Files.readString(Path.of("../CONTRIBUTING.md")).replaceAll("(?s).*\n## Rules\n(.*?)\n## .*", "$1");

        assertThat(Pattern.compile("(?m)^- `(\\w+)`").matcher(rules).results().map(rule -> rule.group(1)))
                .containsExactlyInAnyOrderElementsOf(Stream.of(ArchitectureTest.class.getDeclaredMethods())
                        .filter(method -> AnnotationSupport.isAnnotated(method, Testable.class))
                        .map(Method::getName)
                        .toList());
    }
}
