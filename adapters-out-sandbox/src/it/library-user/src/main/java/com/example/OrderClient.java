package com.example;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** A small client of Salesforce: it counts the orders of a status, and tries once more after a 503. */
public final class OrderClient implements AutoCloseable {
    private static final Pattern TOKEN = Pattern.compile("\"access_token\":\"([^\"]+)\"");
    private static final Pattern TOTAL = Pattern.compile("\"totalSize\":(\\d+)");

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI salesforce;
    private final String token;

    public OrderClient(URI salesforce, String clientId, String clientSecret) throws IOException, InterruptedException {
        this.salesforce = salesforce;
        var login = HttpRequest.newBuilder(salesforce.resolve("/services/oauth2/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials&client_id=%s&client_secret=%s"
                        .formatted(clientId, clientSecret)))
                .build();
        this.token = found(TOKEN, send(login).body());
    }

    public int count(String status) throws IOException, InterruptedException {
        String soql = "SELECT COUNT() FROM Order__c WHERE Status__c = '%s'".formatted(status);
        var query = HttpRequest.newBuilder(salesforce.resolve(
                        "/services/data/v66.0/query?q=" + URLEncoder.encode(soql, StandardCharsets.UTF_8)))
                .header("Authorization", "Bearer " + token)
                .build();
        var answer = send(query);
        return Integer.parseInt(found(TOTAL, (answer.statusCode() == 503 ? send(query) : answer).body()));
    }

    @Override
    public void close() {
        http.close();
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static String found(Pattern pattern, String text) {
        var match = pattern.matcher(text);
        if (!match.find()) {
            throw new IllegalStateException("Salesforce answered " + text);
        }
        return match.group(1);
    }
}
