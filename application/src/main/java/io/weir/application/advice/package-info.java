/** Gives the operator advice: asks Salesforce for the plans of slow queries, and reviews data actions. */
@NullMarked
package io.weir.application.advice;

import org.jspecify.annotations.NullMarked;
