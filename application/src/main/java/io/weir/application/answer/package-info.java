/** What a data action answers: the results of its steps, shaped into declared outputs. */
@NullMarked
package io.weir.application.answer;

import org.jspecify.annotations.NullMarked;
