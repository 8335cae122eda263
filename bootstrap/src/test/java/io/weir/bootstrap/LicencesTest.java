package io.weir.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What ships with Weir is listed in {@code docs/licences.md}, each under a licence that lets Weir ship it. */
class LicencesTest {
    private static final Set<String> ALLOWED =
            Set.of("Apache-2.0", "MIT", "BSD-2-Clause", "BSD-3-Clause", "EPL-2.0", "CC0-1.0");

    private static final Pattern ROW = Pattern.compile("\\| `([^`]+)` \\| ([^|]+) \\|");

    @Test
    void everyLibraryThatShipsIsListed() throws IOException {
        assertThat(listed().keySet()).isEqualTo(shipped());
    }

    @Test
    void everyLibraryHasALicenceThatIsAllowed() throws IOException {
        assertThat(listed())
                .allSatisfy(
                        (library, licences) -> assertThat(licences).as(library).containsAnyElementsOf(ALLOWED));
    }

    /** The jars that run with Weir, without its own modules, by their names without the version. */
    private static Set<String> shipped() throws IOException {
        String classPath = Files.readString(Path.of("target/shipped.txt"));
        return Arrays.stream(classPath.strip().split(File.pathSeparator))
                .map(Path::of)
                .filter(jar -> jar.toString().endsWith(".jar") && jar.getNameCount() > 2)
                .filter(jar -> !jar.getName(jar.getNameCount() - 2).toString().equals("target"))
                .map(jar -> jar.getName(jar.getNameCount() - 3).toString())
                .collect(TreeSet::new, Set::add, Set::addAll);
    }

    /** The licences of each library; with several, any of them may be chosen. */
    private static Map<String, List<String>> listed() throws IOException {
        var listed = new TreeMap<String, List<String>>();
        for (String line : Files.readAllLines(Path.of("../docs/licences.md"))) {
            var row = ROW.matcher(line);
            if (row.lookingAt()) {
                listed.put(row.group(1), List.of(row.group(2).strip().split(" or ")));
            }
        }
        return listed;
    }
}
