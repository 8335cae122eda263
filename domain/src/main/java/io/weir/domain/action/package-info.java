/** Data actions: their inputs, steps and outputs, and whether these fit together. */
@NullMarked
package io.weir.domain.action;

import org.jspecify.annotations.NullMarked;
