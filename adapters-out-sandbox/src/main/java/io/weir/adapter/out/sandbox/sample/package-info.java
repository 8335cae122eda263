/** Names, addresses and telephone numbers of made-up people and companies. */
@NullMarked
package io.weir.adapter.out.sandbox.sample;

import org.jspecify.annotations.NullMarked;
