package io.weir.bootstrap.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** systemd's own tool reads the unit, and rates what it exposes. */
@Tag("systemd")
class SystemdTest {
    /** Tenths: below 2.0 systemd says "OK". */
    private static final String MOST_EXPOSURE = "15";

    @Test
    void readsTheUnitWithoutARemark(@TempDir Path folder) throws Exception {
        var unit = Manifests.text(UnitTest.UNIT);
        assertThat(unit).contains("ExecStart=/opt/weir/weir\n");
        // its launcher is not installed here
        var copy = Files.writeString(
                folder.resolve("weir.service"), unit.replace("ExecStart=/opt/weir/weir\n", "ExecStart=/bin/true\n"));

        assertThat(Program.run("systemd-analyze", "verify", "--man=no", copy.toString()))
                .isEmpty();
    }

    @Test
    void exposesLittle() throws Exception {
        var unit = UnitTest.UNIT.toRealPath().toString();

        Program.run(
                "systemd-analyze", "security", "--no-pager", "--offline=true", "--threshold=" + MOST_EXPOSURE, unit);
    }
}
