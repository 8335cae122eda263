package io.weir.adapter.out.salesforce.org;

import io.helidon.http.HeaderNames;
import io.weir.adapter.out.salesforce.api.RestApi;
import io.weir.adapter.out.salesforce.error.ErrorEntry;
import io.weir.adapter.out.salesforce.http.Answer;
import io.weir.adapter.out.salesforce.http.Operation;
import io.weir.adapter.out.salesforce.http.SalesforceRequest;
import io.weir.adapter.out.salesforce.log.OngoingProblem;
import io.weir.adapter.out.salesforce.org.CachedResource.Reading;
import io.weir.domain.limit.Deadline;
import io.weir.domain.limit.RunMeter;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.port.SchemaCatalog;
import io.weir.domain.schema.ObjectName;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import tools.jackson.core.JsonParser;

/**
 * What the org says of its objects by describe, kept for the org, the user and the API version that it was asked with.
 *
 * <p>An object is described when it is first asked for, once for all who wait, and asked for changes with
 * {@code If-Modified-Since} in the background from then on. A name that is not in the org's list of objects costs no call but
 * the list, which is read again for such names once in {@link #LIST_TIME} at most; nothing is kept of it. While the list cannot
 * be read, no name that has not been described before is checked. Whatever else goes wrong switches the checks off for 60
 * seconds. Every call needs the API budget's admission; no breaker hears of any of this. Thread-safe.
 */
public final class RestSchemaCatalog implements SchemaCatalog {
    /** How young the list of objects must be to be believed that an object does not exist. */
    static final Duration LIST_TIME = Duration.ofMinutes(5);

    private static final System.Logger LOG = System.getLogger(RestSchemaCatalog.class.getName());

    /** More than anybody's flows ask for, of those that the org lists. */
    private static final int MOST_OBJECTS = 1_000;

    private static final Duration READ_TIME = Duration.ofSeconds(15);
    private static final Description UNAVAILABLE = new Description.Unavailable();
    private static final Description MISSING = new Description.Missing();

    private final RestApi api;
    private final InstantSource clock;
    private final Duration refreshTime;
    private final CachedResource<ObjectList> list;
    private final Map<String, CachedResource<Description>> objects = new ConcurrentHashMap<>();
    private final OngoingProblem unreadable = new OngoingProblem(LOG);

    /**
     * Asks nothing yet.
     *
     * @param refreshTime how old a description may get before the org is asked for changes, which costs an API call
     */
    public RestSchemaCatalog(RestApi api, Duration refreshTime, InstantSource clock) {
        this.api = api;
        this.clock = clock;
        this.refreshTime = refreshTime;
        this.list = cached(ObjectList.UNKNOWN, "/sobjects", DescribeReader::objects, ObjectList.UNKNOWN);
    }

    @Override
    public Description describe(ObjectName object, Deadline deadline) {
        String key = key(object);
        var resource = objects.get(key);
        if (resource == null) {
            var listed = list.value(deadline);
            if (listed.lacks(key)) {
                listed = list.notOlderThan(LIST_TIME, deadline);
            }
            if (!listed.has(key)) {
                return listed.lacks(key) ? MISSING : UNAVAILABLE;
            }
            resource = added(key, object);
        }
        var description = resource.value(deadline);
        // a wrong API version is answered like an object that does not exist
        return description instanceof Description.Missing
                        && !list.notOlderThan(LIST_TIME, deadline).lacks(key)
                ? UNAVAILABLE
                : description;
    }

    @Override
    public List<String> objectNames(Deadline deadline) {
        return list.value(deadline).queryable();
    }

    @Override
    public void forget(ObjectName object) {
        var resource = objects.get(key(object));
        if (resource != null) {
            resource.forget();
        }
    }

    private CachedResource<Description> added(String key, ObjectName object) {
        if (objects.size() >= MOST_OBJECTS) {
            objects.values().removeIf(CachedResource::dispensable);
        }
        if (objects.size() >= MOST_OBJECTS) {
            objects.clear();
        }
        return objects.computeIfAbsent(
                key,
                _ -> cached(
                        UNAVAILABLE,
                        "/sobjects/" + object + "/describe",
                        json -> new Description.Known(DescribeReader.object(json)),
                        MISSING));
    }

    private <T> CachedResource<T> cached(T unavailable, String path, Function<JsonParser, T> reader, T absent) {
        String target = api.root() + path;
        return new CachedResource<>(
                unavailable,
                lastModified -> read(target, lastModified, reader, absent),
                api::identity,
                refreshTime,
                clock,
                new Outcomes());
    }

    /** Tells the log when the schema cannot be read any more, and when all of it can be again. */
    private final class Outcomes implements CachedResource.Outcomes {
        @Override
        public void failed(SalesforceFailure failure, String consequence) {
            unreadable.begins(
                    "Salesforce does not describe its objects: {0} {1}; {2}, and it is asked again each {3} s; see"
                            + " that the run-as user may read them, unless Salesforce is down",
                    String.valueOf(failure.getMessage()),
                    failure.salesforceCode().orElse(""),
                    consequence,
                    CachedResource.PAUSE.toSeconds());
        }

        @Override
        public void recovered() {
            if (!list.isFailing() && objects.values().stream().noneMatch(CachedResource::isFailing)) {
                unreadable.ends("Salesforce describes its objects again");
            }
        }
    }

    private <T> Reading<T> read(String target, String lastModified, Function<JsonParser, T> reader, T absent) {
        var meter = new RunMeter(Deadline.after(READ_TIME, clock));
        return api.withinBudget(() -> api.send(
                session -> {
                    var request = SalesforceRequest.get(Operation.DESCRIBE, session, target);
                    return lastModified.isEmpty() ? request : request.ifModifiedSince(lastModified);
                },
                meter,
                answer -> reading(answer, reader, absent)));
    }

    private <T> Reading<T> reading(Answer answer, Function<JsonParser, T> reader, T absent) {
        return switch (answer.status()) {
            case 200 ->
                new Reading.Current<>(RestApi.document(answer, reader), answer.header(HeaderNames.LAST_MODIFIED));
            case 304 -> new Reading.Unchanged<>();
            default -> {
                var entries = ErrorEntry.all(answer);
                boolean notFound = answer.status() == 404
                        && entries.stream().anyMatch(entry -> entry.code().equals("NOT_FOUND"));
                if (!notFound) {
                    throw api.failure(answer, entries);
                }
                yield new Reading.Absent<>(absent);
            }
        };
    }

    private static String key(ObjectName object) {
        return object.value().toLowerCase(Locale.ROOT);
    }
}
