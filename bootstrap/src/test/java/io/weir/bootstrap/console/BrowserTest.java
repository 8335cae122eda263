package io.weir.bootstrap.console;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A test with the installed Chromium, beside tests without it. Its methods may take a {@link Browser} and a {@link BusyWeir}. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("browser")
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("browser")
@ExtendWith(OneBrowser.class)
@interface BrowserTest {}
