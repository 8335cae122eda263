package io.weir.bootstrap.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.FluentWait;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The installed Chromium without a window, as an operator uses it for the console. */
final class Browser implements AutoCloseable {
    private static final Path PICTURES = Path.of("target/console");
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);
    private static final int HEIGHT = 900;

    private final Path profile;
    private final ChromeDriver driver;
    private final WebDriverWait wait;
    private int width;

    /** The colours that the operator's system prefers. */
    enum Scheme {
        LIGHT,
        DARK;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Browser() {
        System.setProperty("webdriver.chrome.driver", "/usr/bin/chromedriver");
        try {
            profile = Files.createTempDirectory(Files.createDirectories(PICTURES), "profile-");
            driver = new ChromeDriver(ChromeDriverService.createDefaultService(), options(profile.toAbsolutePath()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        wait = new WebDriverWait(driver, LONGEST_WAIT, Duration.ofMillis(50));
        wait.ignoring(StaleElementReferenceException.class);
        width(1280);
    }

    private static ChromeOptions options(Path profile) {
        var logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        var options = new ChromeOptions();
        options.setBinary("/usr/bin/chromium");
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--lang=en-US",
                "--user-data-dir=" + profile);
        return options;
    }

    /** Loads the address anew, also if only its fragment differs. */
    void open(URI address) {
        leave();
        driver.get(address.toString());
    }

    /** Closes the console. */
    void leave() {
        driver.get("about:blank");
    }

    /** Opens another page of the loaded console. */
    void show(String page) {
        script("location.hash = arguments[0]", "#/" + page);
    }

    /** The width of the window in CSS pixels: 320 is a window of 1280 at a zoom of 400 %. */
    void width(int pixels) {
        width = pixels;
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", pixels, "height", HEIGHT, "deviceScaleFactor", 1, "mobile", false));
    }

    void scheme(Scheme scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(
                                Map.of("name", "prefers-color-scheme", "value", scheme.text()),
                                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
    }

    /** Runs before the scripts of each page that is loaded from now on; returns what {@link #runNoMore} takes. */
    String runFirst(String script) {
        driver.executeCdpCommand("Page.enable", Map.of());
        var id = driver.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
        return String.valueOf(id.get("identifier"));
    }

    void runNoMore(String id) {
        driver.executeCdpCommand("Page.removeScriptToEvaluateOnNewDocument", Map.of("identifier", id));
    }

    static By test(String test) {
        return By.cssSelector("[data-test='%s']".formatted(test));
    }

    /** Waits until an element with this {@code data-test} is visible. */
    WebElement see(String test) {
        return seeBy(test(test));
    }

    private WebElement seeBy(By by) {
        return first(by, WebElement::isDisplayed, "visible");
    }

    /** Waits until an element fits, and returns the first that does. */
    private WebElement first(By by, Predicate<WebElement> fits, String wanted) {
        var found = new ArrayList<WebElement>();
        waiting(wanted + " in " + by)
                .until(page ->
                        found.addAll(page.findElements(by).stream().filter(fits).toList()));
        return found.getFirst();
    }

    /** Fails after a while with {@code wanted} and what the page shows instead. */
    private FluentWait<WebDriver> waiting(String wanted) {
        return wait.withMessage(() -> wanted + " at " + address() + "\n" + text());
    }

    private static boolean showsAll(WebElement element, String... expected) {
        return List.of(expected).stream().allMatch(element.getText()::contains);
    }

    /** Waits until the element with this {@code data-test} shows a text that contains {@code expected}. */
    void see(String test, String... expected) {
        first(
                test(test),
                element -> element.isDisplayed() && showsAll(element, expected),
                List.of(expected).toString());
    }

    /** Waits until the element with this {@code data-test} shows a text that matches {@code pattern} as a whole. */
    void seeMatching(String test, String pattern) {
        first(test(test), element -> element.isDisplayed() && element.getText().matches(pattern), pattern);
    }

    /** Waits until the row of a table shows all of {@code expected}. */
    WebElement seeRow(String table, String name, String... expected) {
        var by = By.cssSelector("[data-test='%s-row'][data-name='%s']".formatted(table, name));
        return first(by, row -> showsAll(row, expected), List.of(expected).toString());
    }

    /** Waits until a script returns true. */
    void seeScript(String script) {
        waiting(script).until(_ -> isTrue(script));
    }

    void click(String test) {
        see(test).click();
    }

    /** Clicks the element with this {@code data-test} and this text. */
    void clickText(String test, String text) {
        var by = By.xpath("//*[@data-test='%s' and normalize-space()='%s']".formatted(test, text));
        seeBy(by).click();
    }

    /** Clicks again and again until another element shows a text, for what Weir does in the background. */
    void clickUntil(String test, String shown, String expected) {
        waiting(expected + " in " + shown).until(page -> {
            click(test);
            return page.findElements(test(shown)).stream()
                    .anyMatch(element -> element.getText().equals(expected));
        });
    }

    /** Opens the console and logs in, unless that has happened before. */
    void enter(BusyWeir weir, String page) {
        String start = weir.console("").resolve("/console/").toString();
        if (!address().startsWith(start)
                || !script("return document.querySelector('[data-test=login]')").equals("")) {
            open(weir.console(page));
            type("key", BusyWeir.OPERATOR_KEY);
            click("login-submit");
            see("nav-now");
            loggedNothingBut("status of 401");
        }
        show(page);
    }

    void type(String test, String text) {
        var field = see(test);
        field.clear();
        field.sendKeys(text);
    }

    /** Chooses the option with this text. */
    void choose(String test, String option) {
        new Select(see(test)).selectByVisibleText(option);
    }

    void press(CharSequence... keys) {
        new Actions(driver).sendKeys(String.join("", keys)).perform();
    }

    void pressTab() {
        press(Keys.TAB);
    }

    WebElement focused() {
        return driver.switchTo().activeElement();
    }

    /** Puts the focus before the first element of the page, as a new page has it. */
    void startOfPage() {
        script("""
            document.body.tabIndex = -1;
            document.body.focus();
            document.body.removeAttribute('tabindex');
            """);
    }

    /** Whether the element that has the focus shows it by an outline. */
    boolean focusIsVisible() {
        return isTrue("""
            const style = getComputedStyle(document.activeElement);
            return document.activeElement !== document.body && style.outlineStyle !== 'none'
                && parseFloat(style.outlineWidth) >= 2;
            """);
    }

    /** Waits until the navigation names this page as the current one and the focus is in its content. */
    void seeCurrent(String page) {
        waiting(page).until(_ -> isTrue("""
            const link = document.querySelector(`[data-test='nav-${arguments[0]}']`);
            return link !== null && link.getAttribute('aria-current') === 'page'
                && document.getElementById('main').contains(document.activeElement);
            """, page));
    }

    /** The text of the page. */
    String text() {
        return String.valueOf(script("return document.body.innerText"));
    }

    String address() {
        return String.valueOf(driver.getCurrentUrl());
    }

    Object script(String script, Object... arguments) {
        @Nullable Object answer = driver.executeScript(script, arguments);
        return answer == null ? "" : answer;
    }

    boolean isTrue(String script, Object... arguments) {
        return Boolean.TRUE.equals(script(script, arguments));
    }

    /** Waits until {@code script} calls its last argument, and returns what it calls that with. */
    String await(String script) {
        return String.valueOf(driver.executeAsyncScript(script));
    }

    /** Keeps a picture of the whole page under {@code target/console}. */
    void picture(String name) {
        var size = (Map<?, ?>) Objects.requireNonNull(
                driver.executeCdpCommand("Page.getLayoutMetrics", Map.of()).get("cssContentSize"));
        var all = Map.of("x", 0, "y", 0, "width", width, "height", size.get("height"), "scale", 1);
        var answer =
                driver.executeCdpCommand("Page.captureScreenshot", Map.of("captureBeyondViewport", true, "clip", all));
        try {
            Files.write(
                    PICTURES.resolve(name + ".png"), Base64.getDecoder().decode(String.valueOf(answer.get("data"))));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /**
     * Fails if the browser logged anything since the last call besides lines that contain one of {@code expected}. It
     * logs refused and failed requests, and violations of the content policy.
     */
    void loggedNothingBut(String... expected) {
        assertThat(driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                        .map(LogEntry::getMessage)
                        .filter(message -> List.of(expected).stream().noneMatch(message::contains)))
                .isEmpty();
    }

    @Override
    public void close() {
        driver.quit();
        try (var files = Files.walk(profile)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException stillWritten) {
            // "mvn clean" deletes the rest
        }
    }
}
