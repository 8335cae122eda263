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
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The house's rules, where Maven's modules cannot see. Each rule has been seen to fail on a planted violation. */
class ArchitectureTest {
    /** The jars of the modules lie beside this one's classes on the class path, so both are imported. */
    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("io.weir");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.weir.domain.schema",
                "io.weir.domain.filter",
                "io.weir.domain.query",
                "io.weir.domain.action",
                "io.weir.domain.limit",
                "io.weir.domain.history",
                "io.weir.domain.port",
                "io.weir.application",
                "io.weir.adapter.in.http",
                "io.weir.adapter.out.salesforce",
                "io.weir.adapter.out.sandbox",
                "io.weir.adapter.out.profiler",
                "io.weir.bootstrap"
            })
    void everyPackageNamedInTheRulesHasClasses(String packageName) {
        assertThat(CODE.stream().filter(type -> type.getPackageName().equals(packageName)))
                .anyMatch(type -> !type.getSimpleName().equals("package-info"));
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

    @Test
    void domainPackagesHaveNoCycles() {
        slices().matching("io.weir.domain.(*)..").should().beFreeOfCycles().check(CODE);
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

    @Test
    void outboundAdaptersShowOnlyPortsSettingsAndWhatIsListed() {
        classes()
                .that()
                .resideInAPackage("io.weir.adapter.out..")
                .and()
                .haveModifier(JavaModifier.PUBLIC)
                .and(describe("are listed nowhere", type -> !SHOWN.contains(type.getName())))
                .and()
                .areTopLevelClasses()
                .and()
                .areNotRecords()
                .and()
                .doNotHaveSimpleName("package-info")
                .should()
                .implement(resideInAnyPackage("io.weir.domain.port.."))
                .check(CODE);
    }

    /** What bootstrap needs of the outbound adapters besides ports and settings. */
    private static final List<String> SHOWN = List.of(
            "io.weir.adapter.out.salesforce.Credentials",
            "io.weir.adapter.out.salesforce.RestApi",
            "io.weir.adapter.out.salesforce.Sleeper",
            "io.weir.adapter.out.sandbox.SandboxOrg",
            "io.weir.adapter.out.sandbox.SandboxServer");

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
}
