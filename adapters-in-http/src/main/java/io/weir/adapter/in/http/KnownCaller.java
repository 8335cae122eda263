package io.weir.adapter.in.http;

import io.weir.domain.action.Caller;

/** A caller who has shown who it is, and how it wants its answers. */
public record KnownCaller(Caller caller, AnswerStyle style) {}
