package io.weir.bootstrap.console;

/** Where the parts of a page are in the window of a {@link Browser}. */
final class Layout {
    private Layout() {}

    /** The fields of forms that overlap another one, or whose control is wider than they are; one a line. */
    static String overlaps(Browser browser) {
        return String.valueOf(browser.script("""
            const fields = [...document.querySelectorAll('.field')].filter(field => field.offsetParent !== null);
            const box = element => element.getBoundingClientRect();
            const name = field => field.innerText.split('\\n')[0];
            const wide = fields.filter(field =>
                box(field.querySelector('input, select, textarea')).right > box(field).right + 1);
            const over = fields.filter((field, index) => fields.slice(index + 1).some(other =>
                box(field).right > box(other).left + 1 && box(other).right > box(field).left + 1
                && box(field).bottom > box(other).top + 1 && box(other).bottom > box(field).top + 1));
            return [...new Set([...wide, ...over])].map(name).join('\\n');
            """));
    }

    /** Whether all elements with this {@code data-test} or class are in the window, as far as its width goes. */
    static boolean isWithinTheWidth(Browser browser, String selector) {
        return browser.isTrue("""
            const all = [...document.querySelectorAll(arguments[0])];
            return all.length > 0 && all.every(element => {
                const {left, right} = element.getBoundingClientRect();
                const region = element.closest('.scroll');
                const end = region === null ? innerWidth : region.getBoundingClientRect().right;
                return left >= 0 && right <= Math.min(innerWidth, end) + 1;
            });
            """, selector);
    }

    /** Whether the page is wider than the window, so that an operator would have to scroll sideways to read a line. */
    static boolean scrollsSideways(Browser browser) {
        return browser.isTrue("""
            const page = document.scrollingElement;
            return page.scrollWidth > page.clientWidth;
            """);
    }
}
