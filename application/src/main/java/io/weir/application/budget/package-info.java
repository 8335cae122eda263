/** Shares the org's API requests with the other Weirs of a fleet. */
@NullMarked
package io.weir.application.budget;

import org.jspecify.annotations.NullMarked;
