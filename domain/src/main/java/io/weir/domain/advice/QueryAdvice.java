package io.weir.domain.advice;

import java.time.Instant;

/**
 * What is known about the queries of one shape from Salesforce's plan of one of them.
 *
 * @param soqlShape the SOQL with {@code ?} for each value
 * @param explainedAt when Salesforce was asked
 */
public record QueryAdvice(String soqlShape, Instant explainedAt, PlanReview review) {}
