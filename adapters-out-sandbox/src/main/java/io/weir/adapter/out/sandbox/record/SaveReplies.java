package io.weir.adapter.out.sandbox.record;

import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.adapter.out.sandbox.reply.Json;
import io.weir.adapter.out.sandbox.reply.JsonValue;
import io.weir.adapter.out.sandbox.reply.Reply;
import io.weir.adapter.out.sandbox.route.ApiRequest;
import io.weir.adapter.out.sandbox.route.Routes;
import io.weir.adapter.out.sandbox.write.DuplicateMatch;
import io.weir.adapter.out.sandbox.write.DuplicateRule;
import io.weir.adapter.out.sandbox.write.SaveResult;
import io.weir.adapter.out.sandbox.write.WriteError;
import io.weir.adapter.out.sandbox.write.WriteOptions;
import io.weir.adapter.out.sandbox.write.WriteOptions.Assignment;
import io.weir.adapter.out.sandbox.write.WriteRefusal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What requests that write have in common: their options, their errors, and the results of single records. */
final class SaveReplies {
    private final SandboxOrg org;

    SaveReplies(SandboxOrg org) {
        this.org = org;
    }

    /** A resource that refuses what it cannot read or write with Salesforce's errors. */
    Routes.Resource guarded(Routes.Resource resource) {
        return request -> {
            String type = request.header("Content-Type");
            if (request.body().length > 0
                    && !type.isEmpty()
                    && !type.toLowerCase(Locale.ROOT).contains("json")) {
                return Reply.error(
                        415,
                        "UNSUPPORTED_MEDIA_TYPE",
                        type.contains("xml")
                                ? "the sandbox does not support XML"
                                : "Content-Type header specified in HTTP request is not supported: " + type);
            }
            try {
                return resource.reply(request);
            } catch (JsonValue.Malformed malformed) {
                return Reply.error(400, "JSON_PARSER_ERROR", String.valueOf(malformed.getMessage()));
            } catch (WriteRefusal refusal) {
                return errors(refusal.errors(), request.version());
            }
        };
    }

    /** The options in the headers {@code Sforce-Auto-Assign} and {@code Sforce-Duplicate-Rule-Header}. */
    static WriteOptions options(ApiRequest request) {
        String duplicates =
                request.header("Sforce-Duplicate-Rule-Header").replace(" ", "").toLowerCase(Locale.ROOT);
        return new WriteOptions(
                assignment(request.header("Sforce-Auto-Assign")),
                duplicates.contains("allowsave=true"),
                duplicates.contains("includerecorddetails=true"));
    }

    private static Assignment assignment(String header) {
        if (header.isEmpty() || header.equalsIgnoreCase("TRUE")) {
            return new Assignment.Active();
        }
        return header.equalsIgnoreCase("FALSE") ? new Assignment.None() : new Assignment.Rule(header);
    }

    /** The reply to a request for one record that was refused. */
    Reply errors(List<WriteError> errors, String version) {
        return Reply.json(
                status(errors),
                errors.stream().map(error -> error(error, version)).toList());
    }

    /** The status of a reply with {@code errors}. */
    static int status(List<WriteError> errors) {
        var first = errors.getFirst().code();
        return first.equals("NOT_FOUND") || first.equals("ENTITY_IS_DELETED") ? 404 : 400;
    }

    private Map<String, @Nullable Object> error(WriteError error, String version) {
        var json = Json.object();
        if (error.duplicate() != null) {
            // The misspelled name is Salesforce's.
            json.put("duplicateResut", duplicates(error.duplicate(), version));
        }
        json.put("message", error.message());
        json.put("errorCode", error.code());
        boolean aboutTheRequest =
                List.of("JSON_PARSER_ERROR", "INVALID_FIELD", "NOT_FOUND").contains(error.code());
        if (!aboutTheRequest || !error.fields().isEmpty()) {
            json.put("fields", error.fields());
        }
        return json;
    }

    private Map<String, @Nullable Object> duplicates(DuplicateMatch match, String version) {
        var records = match.ids().stream()
                .map(id -> Json.object(
                        "additionalInformation",
                        List.of(),
                        "fieldDiffs",
                        List.of(),
                        "matchConfidence",
                        100,
                        "record",
                        matched(match, id, version)))
                .toList();
        return Json.object(
                "allowSave",
                match.allowSave(),
                "duplicateRule",
                match.rule(),
                "duplicateRuleEntityType",
                match.object(),
                "errorMessage",
                DuplicateRule.MESSAGE,
                "matchResults",
                List.of(Json.object(
                        "entityType",
                        match.object(),
                        "errors",
                        List.of(),
                        "matchEngine",
                        "ExactMatchEngine",
                        "matchRecords",
                        records,
                        "rule",
                        match.rule(),
                        "size",
                        records.size(),
                        "success",
                        true)));
    }

    private Map<String, @Nullable Object> matched(DuplicateMatch match, String id, String version) {
        var json = Json.object("attributes", attributes(match.object(), id, version), "Id", id);
        if (match.withDetails()) {
            var table = org.table(match.object()).orElseThrow();
            table.record(id)
                    .ifPresent(record -> table.fields().stream()
                            .filter(field -> record.value(field.name()) instanceof String)
                            .forEach(field -> json.putIfAbsent(field.name(), record.value(field.name()))));
        }
        return json;
    }

    static Map<String, @Nullable Object> attributes(String object, String id, String version) {
        return Json.object("type", object, "url", url(object, id, version));
    }

    static String url(String object, String id, String version) {
        return "/services/data/%s/sobjects/%s/%s".formatted(version, object, id);
    }

    /** {@code 201} for a new record. */
    static Reply created(String object, String id, String version) {
        return Reply.json(201, saved(id)).withHeader("Location", url(object, id, version));
    }

    static Map<String, @Nullable Object> saved(String id) {
        return Json.object("id", id, "success", true, "errors", List.of());
    }

    /** The refusal of a request that names {@code field} as the key of its record. */
    static Reply noSuchKey(String field) {
        return Reply.error(
                404, "NOT_FOUND", "Provided external ID field does not exist or is not accessible: " + field);
    }

    /** The result of one record among several. */
    static Map<String, @Nullable Object> result(SaveResult result) {
        return switch (result) {
            case SaveResult.Saved(var id, var _) -> saved(id);
            case SaveResult.Refused(var errors) ->
                Json.object(
                        "success",
                        false,
                        "errors",
                        errors.stream().map(SaveReplies::statusError).toList());
            case SaveResult.Ambiguous(var ids) ->
                result(new SaveResult.Refused(List.of(new WriteError(
                        "DUPLICATE_EXTERNAL_ID", "more than one record found for external id field: " + ids))));
        };
    }

    static Map<String, @Nullable Object> statusError(WriteError error) {
        return Json.object("statusCode", error.code(), "message", error.message(), "fields", error.fields());
    }
}
