package io.weir.bootstrap.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.bootstrap.ReadyWeir;
import io.weir.bootstrap.config.Config;
import io.weir.bootstrap.config.Setting;
import io.weir.bootstrap.wiring.ServedActions;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The manifests for Kubernetes name what Weir has: settings, ports, paths, times, alerts. */
class ManifestsTest {
    private static final String RANDOM = "a-random-text-of-at-least-32-characters-for-";

    @ParameterizedTest
    @ValueSource(strings = {"sandbox", "live"})
    void setsOnlyWhatWeirKnowsAndSecretsOnlyAsFiles(String overlay) {
        var names = Manifests.environment(overlay).keySet();

        assertThat(names).isSubsetOf(Variables.known());
        assertThat(names).doesNotContainAnyElementsOf(Variables.secrets());
    }

    @Test
    void theConfigurationForALiveOrgIsValid(@TempDir Path folder) throws IOException {
        var config = Config.from(live(folder));

        assertThat(config.salesforce().org()).isInstanceOf(Config.Org.Live.class);
        assertThat(config.http().data().port())
                .isEqualTo(Manifests.containerPort("http").orElseThrow());
        assertThat(config.http().admin().port())
                .isEqualTo(Manifests.containerPort("admin").orElseThrow());
        assertThat(ServedActions.read(config.actions().source()).all()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sandbox", "live"})
    void kubernetesWaitsUntilWeirHasDrained(String overlay, @TempDir Path folder) throws IOException {
        var config = Config.from(overlay.equals("live") ? live(folder) : Manifests.environment("sandbox"));
        var lifecycle = config.lifecycle();
        var grace = Duration.ofSeconds(Manifests.pod("base/deployment.yaml")
                .path("terminationGracePeriodSeconds")
                .asInt());

        assertThat(grace.minus(lifecycle.drainDelay()).minus(lifecycle.shutdownGracePeriod()))
                .isGreaterThanOrEqualTo(Duration.ofSeconds(10));
        assertThat(lifecycle.drainDelay())
                .as("endpoints need time to forget a pod")
                .isGreaterThanOrEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void probesAndPrometheusAskForWhatWeirServes() {
        var environment = new HashMap<>(Manifests.environment("sandbox"));
        environment.putAll(Map.of("WEIR_HOST", "127.0.0.1", "WEIR_ADMIN_API_KEY", RANDOM, "WEIR_DRAIN_DELAY", "0s"));
        environment.putAll(Map.of("WEIR_PORT", "0", "WEIR_STORE_ENABLED", "false"));
        environment.remove("WEIR_LOG_FORMAT");
        var container = Manifests.pod("base/deployment.yaml").at("/containers/0");
        var endpoint =
                Manifests.read("components/monitoring/servicemonitor.yaml").at("/spec/endpoints/0");
        try (var weir = ReadyWeir.start(environment)) {
            for (var probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
                var get = container.path(probe).path("httpGet");
                assertThat(get.path("port").asString()).isEqualTo("http");
                assertThat(weir.get(weir.data(get.path("path").asString())).statusCode())
                        .as(probe)
                        .isEqualTo(200);
            }
            // as the Prometheus operator's "authorization" sends it
            var scrape = weir.send(
                    HttpRequest.newBuilder(weir.admin(endpoint.path("path").asString()))
                            .header("Authorization", "Bearer " + RANDOM));
            assertThat(scrape.statusCode()).isEqualTo(200);
            assertThat(scrape.body()).contains("weir_ready");
        }
    }

    @Test
    void namesOnlyPortsThatTheContainerHas() {
        var names = new TreeSet<String>();
        for (var manifest : Manifests.all()) {
            Stream.of("targetPort", "port")
                    .flatMap(key -> manifest.findValues(key).stream())
                    .filter(port -> port.isString())
                    .forEach(port -> names.add(port.asString()));
        }

        assertThat(names).containsExactly("admin", "http");
        assertThat(names)
                .allSatisfy(name -> assertThat(Manifests.containerPort(name)).isPresent());
    }

    @Test
    void everyResourceSelectsThePods() {
        var labels = Manifests.read("base/deployment.yaml").at("/spec/template/metadata/labels");
        var selectors = new ArrayList<>();
        for (var manifest : Manifests.all()) {
            switch (manifest.path("kind").asString()) {
                case "Deployment", "PodDisruptionBudget" -> selectors.add(manifest.at("/spec/selector/matchLabels"));
                case "Service" -> selectors.add(manifest.at("/spec/selector"));
                default -> {}
            }
        }
        selectors.add(Manifests.read("base/networkpolicy.yaml").at("/spec/podSelector/matchLabels"));

        // the overlay's patch of the Deployment has no selector
        assertThat(selectors)
                .filteredOn(it -> !it.toString().isEmpty())
                .hasSize(5)
                .containsOnly(labels);
    }

    @Test
    void prometheusFindsTheAdminServiceAsTheJobOfTheAlerts() {
        var service = Manifests.read("components/monitoring/service.yaml").at("/metadata/labels");
        var monitor =
                Manifests.read("components/monitoring/servicemonitor.yaml").path("spec");

        monitor.at("/selector/matchLabels")
                .properties()
                .forEach(label -> assertThat(service.path(label.getKey())).isEqualTo(label.getValue()));
        assertThat(service.path(monitor.path("jobLabel").asString()).asString()).isEqualTo("weir");
        assertThat(Manifests.text(Path.of("../docs/prometheus/weir-alerts.yml")))
                .contains("{job=\"weir\"}");
    }

    @Test
    void theRestrictedPodSecurityStandardHolds() {
        var pod = Manifests.pod("base/deployment.yaml");
        var container = pod.at("/containers/0/securityContext");

        assertThat(pod.path("enableServiceLinks").asBoolean(true)).isFalse();
        assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
        assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
        assertThat(pod.at("/securityContext/runAsUser").asInt()).isEqualTo(10001);
        assertThat(pod.at("/securityContext/seccompProfile/type").asString()).isEqualTo("RuntimeDefault");
        assertThat(container.path("readOnlyRootFilesystem").asBoolean()).isTrue();
        assertThat(container.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
        assertThat(container.at("/capabilities/drop/0").asString()).isEqualTo("ALL");
        for (var overlay : List.of("sandbox", "live")) {
            var namespace = Manifests.read("overlays/" + overlay + "/namespace.yaml");
            assertThat(namespace.path("metadata").path("labels").toString())
                    .contains("\"pod-security.kubernetes.io/enforce\":\"restricted\"");
        }
    }

    @Test
    void theDocumentMakesEverySecretThatALivePodReads() {
        var files = new TreeSet<String>();
        Manifests.environment("live").forEach((name, value) -> {
            if (name.endsWith("_FILE")) {
                assertThat(value).startsWith(Manifests.SECRETS);
                files.add(value.substring(Manifests.SECRETS.length()));
            }
        });
        var made = Pattern.compile("--from-file=([a-z-]+)")
                .matcher(Manifests.text(Path.of("../docs/install.md")))
                .results()
                .map(it -> it.group(1))
                .toList();

        assertThat(made).containsExactlyInAnyOrderElementsOf(files);
        assertThat(Manifests.read("components/monitoring/servicemonitor.yaml")
                        .at("/spec/endpoints/0/authorization/credentials/key")
                        .asString())
                .isIn(files);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sandbox", "live"})
    void theImageHasTheVersionOfThisBuildAndARegistryToReplace(String overlay) {
        var revision = Pattern.compile("<revision>(.*)</revision>").matcher(Manifests.text(Path.of("../pom.xml")));
        assertThat(revision.find()).isTrue();

        var image =
                Manifests.read("overlays/" + overlay + "/kustomization.yaml").at("/images/0");
        assertThat(image.path("name").asString())
                .isEqualTo(Manifests.pod("base/deployment.yaml")
                        .at("/containers/0/image")
                        .asString());
        assertThat(image.path("newName").asString()).isEqualTo("registry.example.com/weir");
        assertThat(image.path("newTag").asString()).isEqualTo(revision.group(1));
    }

    /** {@code mvn test -Ddocs=true} writes it. */
    @Test
    void theRuleHasTheAlertsAsTheyShip() throws IOException {
        var alerts = Manifests.text(Path.of("../docs/prometheus/weir-alerts.yml"));
        var rule = """
                # The alerts of docs/prometheus/weir-alerts.yml, written from it by mvn test -Ddocs=true.
                apiVersion: monitoring.coreos.com/v1
                kind: PrometheusRule
                metadata:
                  name: weir
                  labels:
                    app.kubernetes.io/name: weir
                spec:
                """
                + alerts.substring(alerts.indexOf("groups:"))
                        .lines()
                        .map(line -> line.isEmpty() ? "\n" : "  " + line + "\n")
                        .reduce("", String::concat);
        var file = Manifests.FOLDER.resolve("components/monitoring/prometheusrule.yaml");
        var written = Manifests.text(file);
        if (Boolean.getBoolean("docs")) {
            Files.writeString(file, rule);
        }

        assertThat(written).as("to be written by -Ddocs=true").isEqualTo(rule);
    }

    @Test
    void everyFileThatAKustomizationNamesExists() {
        for (var folder : List.of("base", "components/monitoring", "overlays/sandbox", "overlays/live")) {
            var kustomization = Manifests.read(folder + "/kustomization.yaml");
            var named = new ArrayList<String>();
            for (var list : List.of("resources", "components")) {
                kustomization.path(list).forEach(it -> named.add(it.asString()));
            }
            kustomization.findValuesAsString("path").forEach(named::add);
            kustomization.findValues("files").forEach(files -> files.forEach(it -> named.add(it.asString())));

            assertThat(named)
                    .isNotEmpty()
                    .allSatisfy(
                            name -> assertThat(Manifests.FOLDER.resolve(folder).resolve(name))
                                    .exists());
        }
    }

    /** The variables of the live overlay, with this machine's files in the places of mounted ones. */
    private static Map<String, String> live(Path folder) throws IOException {
        var environment = Manifests.environment("live");
        for (var name : Set.copyOf(environment.keySet())) {
            if (name.endsWith("_FILE")) {
                var file = folder.resolve(name);
                environment.put(name, Files.writeString(file, RANDOM + name).toString());
            }
        }
        var overlay = Manifests.FOLDER.resolve("overlays/live");
        environment.put("WEIR_CONFIG", overlay.resolve("weir.yaml").toString());
        environment.put(Setting.ACTIONS.variable(), overlay.resolve("actions").toString());
        return environment;
    }
}
