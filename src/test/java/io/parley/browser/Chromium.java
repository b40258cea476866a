package io.parley.browser;

import java.io.File;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.openqa.selenium.By;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * A real browser without a screen, with a profile of its own that its driver throws away.
 * Elements are named by CSS selectors, or by XPath where the name begins with two
 * slashes, and waited for.
 */
final class Chromium {

	private static final int WIDE = 1280;

	private static final int NARROW = 320;

	private static final int HIGH = 1000;

	private final ChromeDriver driver;

	private Chromium(ChromeDriver driver) {
		this.driver = driver;
	}

	/** The browser that is installed. */
	static Optional<File> browser() {
		return executable("CHROME_BIN", "chromium", "chromium-browser", "google-chrome");
	}

	/** The driver that is installed. */
	static Optional<File> driver() {
		return executable("SE_CHROMEDRIVER", "chromedriver");
	}

	private static Optional<File> executable(String variable, String... names) {
		String named = System.getenv(variable);
		if (named != null && !named.isBlank()) {
			return Optional.of(new File(named));
		}
		List<String> folders = List.of(System.getenv("PATH").split(File.pathSeparator));
		return Stream.of(names)
			.flatMap((name) -> folders.stream().map((folder) -> Path.of(folder, name)))
			.filter(Files::isExecutable)
			.map(Path::toFile)
			.findFirst();
	}

	static Chromium start() {
		LoggingPreferences logs = new LoggingPreferences();
		logs.enable(LogType.BROWSER, Level.ALL);
		ChromeOptions options = new ChromeOptions();
		options.setBinary(browser().orElseThrow());
		options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
		options.addArguments("--headless=new", "--disable-dev-shm-usage", "--disable-gpu",
				"--window-size=" + WIDE + "," + HIGH);
		if ("root".equals(System.getProperty("user.name"))) {
			options.addArguments("--no-sandbox");
		}
		return new Chromium(new ChromeDriver(
				new ChromeDriverService.Builder().usingDriverExecutable(driver().orElseThrow()).build(), options));
	}

	void stop() {
		this.driver.quit();
	}

	/** Forgets cookies, windows and what was logged. */
	Chromium reset() {
		String fresh = this.driver.switchTo().newWindow(WindowType.TAB).getWindowHandle();
		this.driver.getWindowHandles()
			.stream()
			.filter((window) -> !window.equals(fresh))
			.forEach((window) -> this.driver.switchTo().window(window).close());
		this.driver.switchTo().window(fresh);
		this.driver.executeCdpCommand("Network.clearBrowserCookies", Map.of());
		// Without a screen no window has the focus otherwise.
		this.driver.executeCdpCommand("Emulation.setFocusEmulationEnabled", Map.of("enabled", true));
		look(false, false);
		errors();
		return this;
	}

	/** Shows pages dark or light, on a phone or a desk. */
	void look(boolean dark, boolean narrow) {
		this.driver.executeCdpCommand("Emulation.setEmulatedMedia",
				Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
		this.driver.executeCdpCommand("Emulation.setDeviceMetricsOverride",
				Map.of("width", narrow ? NARROW : WIDE, "height", HIGH, "deviceScaleFactor", 1, "mobile", false));
	}

	/** Runs the scripts of pages, or does not. */
	void scripts(boolean run) {
		this.driver.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", !run));
	}

	/** Is in a time zone; in that of this machine where it is empty. */
	void zone(String zone) {
		this.driver.executeCdpCommand("Emulation.setTimezoneOverride", Map.of("timezoneId", zone));
	}

	/** Waits until an element has this text. */
	void awaitText(String selector, String text) {
		waiting(text).until(() -> find(selector).getText().equals(text));
	}

	void open(String url) {
		this.driver.get(url);
	}

	String window() {
		return this.driver.getWindowHandle();
	}

	/** Goes to another window than a known one, once it is there. */
	void awaitWindow(String known) {
		waiting("another window").until(() -> this.driver.getWindowHandles().size() > 1);
		this.driver.getWindowHandles()
			.stream()
			.filter((window) -> !window.equals(known))
			.findFirst()
			.ifPresent((window) -> this.driver.switchTo().window(window));
	}

	/** Goes back to a window, once it is the only one. */
	void awaitOnly(String window) {
		waiting("one window").until(() -> this.driver.getWindowHandles().size() == 1);
		this.driver.switchTo().window(window);
	}

	String url() {
		return this.driver.getCurrentUrl();
	}

	/** Waits until the browser is at an address that begins so. */
	void awaitUrl(String start) {
		awaitTrue(start, () -> url().startsWith(start));
	}

	/**
	 * Waits until something is so of a page, which may be on its way to another
	 * meanwhile.
	 */
	void awaitTrue(String what, Callable<Boolean> so) {
		waiting(what).until(so);
	}

	private static ConditionFactory waiting(String what) {
		return Awaitility.await(what).ignoreExceptionsInstanceOf(WebDriverException.class);
	}

	/** An element, once it is there. */
	WebElement find(String selector) {
		return waiting(selector).until(() -> this.driver.findElement(by(selector)), WebElement::isDisplayed);
	}

	private static By by(String selector) {
		return selector.startsWith("//") ? By.xpath(selector) : By.cssSelector(selector);
	}

	int count(String selector) {
		return this.driver.findElements(by(selector)).size();
	}

	/** The text of an element, once it has one. */
	String text(String selector) {
		return waiting(selector).until(() -> find(selector).getText(), (text) -> !text.isBlank());
	}

	void click(String selector) {
		waiting("a click on " + selector).untilAsserted(() -> find(selector).click());
	}

	/** Replaces what is in a field. */
	void fill(String selector, String text) {
		WebElement field = find(selector);
		field.sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.DELETE);
		field.sendKeys(text);
	}

	/** Types into whatever has the focus. */
	void type(CharSequence... keys) {
		focused().sendKeys(keys);
	}

	WebElement focused() {
		return this.driver.switchTo().activeElement();
	}

	/** The cookies of the page, also those that it cannot see. */
	Map<String, String> cookies() {
		return this.driver.manage().getCookies().stream().collect(Collectors.toMap(Cookie::getName, Cookie::getValue));
	}

	void forgetCookie(String name) {
		this.driver.manage().deleteCookieNamed(name);
	}

	/**
	 * Runs the body of a function in the page, whose own rules do not hold for it, and
	 * answers what it, or its promise, returns.
	 */
	@SuppressWarnings("unchecked")
	<T> T run(String script, Object... arguments) {
		return (T) this.driver.executeScript(script, arguments);
	}

	/** What the window shows, as a PNG. */
	byte[] picture() {
		return this.driver.getScreenshotAs(OutputType.BYTES);
	}

	/** Whether the page has to be moved sideways to be read. */
	boolean isWiderThanItsWindow() {
		return run("return document.documentElement.scrollWidth > document.documentElement.clientWidth");
	}

	/** A text as part of a query. */
	static String encode(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

	/** Warnings and errors that were logged since this was last asked. */
	List<String> errors() {
		return this.driver.manage()
			.logs()
			.get(LogType.BROWSER)
			.getAll()
			.stream()
			.filter((entry) -> entry.getLevel().intValue() >= Level.WARNING.intValue())
			.map(LogEntry::getMessage)
			.toList();
	}

}
