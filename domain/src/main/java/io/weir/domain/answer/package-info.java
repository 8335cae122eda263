/** What a query is answered, and the contract that checks it. */
@NullMarked
package io.weir.domain.answer;

import org.jspecify.annotations.NullMarked;
