/** What runs add up to: the periods, counts and times that a store keeps. */
@NullMarked
package io.weir.adapter.out.profiler.statistics;

import org.jspecify.annotations.NullMarked;
