package io.weir.adapter.out.salesforce.org;

import io.helidon.http.HeaderNames;
import io.weir.adapter.out.salesforce.api.RestApi;
import io.weir.adapter.out.salesforce.error.ErrorEntry;
import io.weir.adapter.out.salesforce.http.Answer;
import io.weir.adapter.out.salesforce.http.Operation;
import io.weir.adapter.out.salesforce.http.SalesforceRequest;
import io.weir.adapter.out.salesforce.org.CachedResource.Reading;
import io.weir.domain.limit.Deadline;
import io.weir.domain.limit.RunMeter;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.port.SchemaCatalog;
import io.weir.domain.schema.ObjectName;
import io.weir.domain.status.OngoingProblem;
import io.weir.domain.status.ProblemKind;
import io.weir.domain.status.StatusProblem;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import tools.jackson.core.JsonParser;

/**
 * The org's objects as describe reports them, cached for one org, user and API version.
 *
 * <p>An object is described at its first use, once for all threads that wait. Later it is checked for changes in the
 * background with {@code If-Modified-Since}. A name that is not in the org's list of objects costs no describe call;
 * the list is read again for such names at most once in {@link #LIST_TIME}. Without the list, only objects that were
 * described before are checked. Any other failure switches the checks off for 60 seconds. Every call needs the API
 * budget's admission, and none passes the circuit breaker. Thread-safe.
 */
public final class RestSchemaCatalog implements SchemaCatalog {
    /** The greatest age of the list of objects at which it proves that an object does not exist. */
    static final Duration LIST_TIME = Duration.ofMinutes(5);

    private static final System.Logger LOG = System.getLogger(RestSchemaCatalog.class.getName());

    /** More objects than an org's flows query. */
    private static final int MOST_OBJECTS = 1_000;

    private static final Duration READ_TIME = Duration.ofSeconds(15);
    private static final Description UNAVAILABLE = new Description.Unavailable();
    private static final Description MISSING = new Description.Missing();

    private final RestApi api;
    private final InstantSource clock;
    private final Duration refreshTime;
    private final CachedResource<ObjectList> list;
    private final Map<String, CachedResource<Description>> objects = new ConcurrentHashMap<>();
    private final OngoingProblem unreadable;

    /**
     * Sends no request yet.
     *
     * @param refreshTime the age at which a description is checked for changes, which costs an API call
     */
    public RestSchemaCatalog(RestApi api, Duration refreshTime, InstantSource clock) {
        this.api = api;
        this.clock = clock;
        this.refreshTime = refreshTime;
        this.unreadable = new OngoingProblem(ProblemKind.SCHEMA_UNAVAILABLE, LOG, clock);
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
        // the answer for a wrong API version looks like that for an object that does not exist
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

    /** That the org does not describe its objects, until all of them can be read again. */
    public Optional<StatusProblem> unreadable() {
        return unreadable.current();
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

    /** Logs when the schema can no longer be read, and when all of it can be read again. */
    private final class Outcomes implements CachedResource.Outcomes {
        @Override
        public void failed(SalesforceFailure failure, String consequence) {
            unreadable.begins(
                    () -> ("Salesforce does not describe its objects: %s %s; %s, and Weir asks again every %d s; check"
                                    + " that the run-as user may read them, unless Salesforce is down")
                            .formatted(
                                    failure.getMessage(),
                                    failure.salesforceCode().orElse(""),
                                    consequence,
                                    CachedResource.PAUSE.toSeconds()));
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
