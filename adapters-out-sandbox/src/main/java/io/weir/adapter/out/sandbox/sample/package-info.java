/** Names, addresses and telephone numbers of made-up people and companies, and the stages of what they buy. */
@NullMarked
package io.weir.adapter.out.sandbox.sample;

import org.jspecify.annotations.NullMarked;
