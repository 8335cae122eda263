package io.weir.bootstrap.config;

import io.weir.adapter.in.http.answer.AnswerStyle;
import io.weir.adapter.in.http.answer.AuthenticatedCaller;
import io.weir.adapter.in.http.caller.AddressRange;
import io.weir.adapter.in.http.caller.CallerAccess;
import io.weir.adapter.in.http.caller.CallerLimits;
import io.weir.adapter.in.http.yaml.YamlDocument;
import io.weir.domain.caller.ActionName;
import io.weir.domain.caller.Caller;
import io.weir.domain.caller.NameRules;
import io.weir.domain.caller.QueryPolicy;
import io.weir.domain.history.AuditEntry;
import io.weir.domain.limit.Priority;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads {@code weir.callers} and records every problem with its place. A caller may do only what it has been granted:
 * by default no data action and no ad-hoc query.
 */
public final class CallersReader {
    static final String PATH = "weir.callers";

    /** The name of the caller whose key is {@code WEIR_API_KEY}. */
    public static final String DEFAULT_CALLER = "default";

    /** The name of the caller of every request if no credential is required. */
    static final String ANYBODY = "anonymous";

    /** The names that no configured caller may have. */
    public static final Set<String> RESERVED =
            Set.of(DEFAULT_CALLER, ANYBODY, AuditEntry.CallerName.UNKNOWN.value(), AuditEntry.CallerName.OTHER.value());

    private static final Pattern CALLS_A_DAY = Pattern.compile("([1-9][0-9]{0,9})/day");

    private final QueryPolicy policy;
    private final AnswerStyle defaultStyle;
    private final List<String> problems;
    private final CallerCredentialsReader credentialsReader;

    /**
     * @param defaultStyle the answer style of callers that do not configure their own
     * @param known callers whose keys must not be used again
     */
    CallersReader(QueryPolicy policy, AnswerStyle defaultStyle, List<CallerAccess> known, List<String> problems) {
        this.policy = policy;
        this.defaultStyle = defaultStyle;
        this.problems = problems;
        this.credentialsReader = new CallerCredentialsReader(known, problems);
    }

    /** The callers in {@code document}, whose shape is valid. */
    List<CallerAccess> callers(YamlDocument document) {
        var root = new YamlSection(
                document, document.json().getJsonObject(ConfigShape.ROOT), "/" + ConfigShape.ROOT, problems);
        var callers = new ArrayList<CallerAccess>();
        var names = new HashSet<String>(Set.of(DEFAULT_CALLER));
        for (var section : root.sections(ConfigShape.CALLERS)) {
            var access = access(section);
            access.ifPresent(callers::add);
            access.map(caller -> caller.caller().caller().name())
                    .filter(name -> !names.add(name))
                    .ifPresent(name -> section.problem(
                            "name",
                            name.equals(DEFAULT_CALLER)
                                    ? "'default' is the caller that WEIR_API_KEY lets in"
                                    : "there is another caller '%s'".formatted(name)));
        }
        return callers;
    }

    private Optional<CallerAccess> access(YamlSection section) {
        var name = section.read("name", CallersReader::name);
        var credentials = credentialsReader.credentials(section);
        var addresses = section.list("addresses", AddressRange::of);
        if (section.isEmptyList("addresses")) {
            section.problem("addresses", "name at least one address; leave the key out for any");
        }
        var limits = limits(section);
        var style = style(section);
        var priority = section.read("priority", Priority.NORMAL, CallersReader::priority);
        long calls = section.read("calls", Caller.ANY_CALLS, CallersReader::callsADay);
        var actions = new NameRules(section.list("actions", CallersReader::actionPattern), List.of());
        var writes = new NameRules(section.list("writes", text -> writePattern(text, actions)), List.of());
        var adHoc = adHoc(section);
        boolean explain = section.flag("explain", false);
        return name.map(known -> new CallerAccess(
                new AuthenticatedCaller(new Caller(known, actions, writes, adHoc, explain, priority, calls), style),
                credentials,
                addresses,
                limits));
    }

    private static CallerLimits limits(YamlSection section) {
        var rate = section.read("rate", CallerLimits.Rate.ANY, CallerLimits.Rate::of);
        if (section.has("burst") && !section.has("rate")) {
            section.problem("burst", "without a rate there is nothing to save up");
        }
        int burst = section.whole("burst", Math.clamp(rate.burst(), 1, 1_000_000), 1, 1_000_000);
        int concurrency = section.has("concurrency")
                ? section.whole("concurrency", 1, 1, 100_000)
                : CallerLimits.NONE.concurrency();
        return new CallerLimits(section.has("rate") ? rate.withBurst(burst) : rate, concurrency);
    }

    private AnswerStyle style(YamlSection section) {
        return new AnswerStyle(
                section.read("profile", defaultStyle.profile(), AnswerStyles::profile),
                section.read("errors", defaultStyle.errors(), AnswerStyles::errors),
                section.whole("max-answer-bytes", defaultStyle.maxAdHocBytes(), 0, Integer.MAX_VALUE));
    }

    private Caller.AdHoc adHoc(YamlSection section) {
        var ownPolicy = section.section("ad-hoc");
        if (ownPolicy.isPresent()) {
            return new Caller.AdHoc.Within(PolicyReader.policy(ownPolicy.get(), policy));
        }
        return section.flag("ad-hoc", false) ? new Caller.AdHoc.Within(policy) : new Caller.AdHoc.Never();
    }

    private static String name(String text) {
        if (!ActionName.isName(text)) {
            throw new IllegalArgumentException(
                    "a name is words of lower-case letters and digits, joined by hyphens, got '%s'".formatted(text));
        }
        if (RESERVED.contains(text) && !text.equals(DEFAULT_CALLER)) {
            throw new IllegalArgumentException(
                    "'%s' is reserved: metrics, audit and /callers have it for requests of no configured caller"
                            .formatted(text));
        }
        return text;
    }

    private static Priority priority(String text) {
        return Priority.named(text).orElseThrow(() -> ValueParsers.unexpected("high, normal or low", text));
    }

    private static long callsADay(String text) {
        var calls = CALLS_A_DAY.matcher(text);
        if (!calls.matches()) {
            throw ValueParsers.unexpected("a number of API requests such as 20000/day", text);
        }
        return Long.parseLong(calls.group(1));
    }

    /** {@code text}, a pattern that matches a name which {@code actions} allow. */
    private static String writePattern(String text, NameRules actions) {
        String pattern = actionPattern(text);
        if (actions.allowed().stream().noneMatch(action -> mayMatchOne(pattern, action))) {
            throw new IllegalArgumentException(
                    "'%s' has no effect, because 'actions' lists no such data action".formatted(text));
        }
        return pattern;
    }

    /** Whether one name may match both patterns: false if what stands before their stars rules it out. */
    private static boolean mayMatchOne(String pattern, String other) {
        if (pattern.indexOf('*') < 0) {
            return new NameRules(List.of(other), List.of()).allow(pattern);
        }
        String begins = pattern.substring(0, pattern.indexOf('*'));
        int star = other.indexOf('*');
        return star < 0
                ? new NameRules(List.of(pattern), List.of()).allow(other)
                : begins.startsWith(other.substring(0, star)) || other.startsWith(begins);
    }

    private static String actionPattern(String text) {
        return new NameRules(List.of(text), List.of()).allowed().getFirst();
    }
}
