package io.weir.adapter.out.salesforce;

import io.helidon.http.HeaderNames;
import io.weir.adapter.out.salesforce.CachedResource.Reading;
import io.weir.domain.limit.Deadline;
import io.weir.domain.limit.RunMeter;
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
 * {@code If-Modified-Since} in the background from then on. Only a 404 with {@code NOT_FOUND} means that it does not exist,
 * and only if the org can list its objects without it: a wrong API version is answered the same way. Whatever else goes wrong
 * switches the checks off for 60 seconds. No breaker hears of any of this. Thread-safe.
 */
public final class RestSchemaCatalog implements SchemaCatalog {
    /** More than anybody's flows ask for; names that do not exist count, and a caller may make up any number of those. */
    private static final int MOST_OBJECTS = 1_000;

    private static final Duration READ_TIME = Duration.ofSeconds(15);
    private static final Description UNAVAILABLE = new Description.Unavailable();
    private static final Description MISSING = new Description.Missing();

    private final RestApi api;
    private final InstantSource clock;
    private final Duration refreshTime;
    private final CachedResource<List<String>> names;
    private final Map<String, CachedResource<Description>> objects = new ConcurrentHashMap<>();

    /**
     * Asks nothing yet.
     *
     * @param refreshTime how old a description may get before the org is asked for changes, which costs an API call
     */
    public RestSchemaCatalog(RestApi api, Duration refreshTime, InstantSource clock) {
        this.api = api;
        this.clock = clock;
        this.refreshTime = refreshTime;
        this.names = cached(List.of(), "/sobjects", DescribeReader::queryableNames, List.of());
    }

    @Override
    public Description describe(ObjectName object, Deadline deadline) {
        String key = key(object);
        var resource = objects.get(key);
        var description = (resource == null ? added(key, object) : resource).value(deadline);
        return description instanceof Description.Missing && !isUnlisted(object, deadline) ? UNAVAILABLE : description;
    }

    private boolean isUnlisted(ObjectName object, Deadline deadline) {
        var listed = objectNames(deadline);
        return !listed.isEmpty() && listed.stream().noneMatch(object.value()::equalsIgnoreCase);
    }

    @Override
    public List<String> objectNames(Deadline deadline) {
        return names.value(deadline);
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
                clock);
    }

    private <T> Reading<T> read(String target, String lastModified, Function<JsonParser, T> reader, T absent) {
        var meter = new RunMeter(Deadline.after(READ_TIME, clock));
        return api.send(
                session -> {
                    var request = SalesforceRequest.get(Operation.DESCRIBE, session, target);
                    return lastModified.isEmpty() ? request : request.ifModifiedSince(lastModified);
                },
                meter,
                answer -> reading(answer, reader, absent));
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
