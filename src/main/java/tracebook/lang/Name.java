package tracebook.lang;

import tracebook.source.Span;

/** A name that the user gave, and where. */
public record Name(String text, Span span) {}
