package tracebook.lang;

import tracebook.source.CellText;

/** A trace cell, parsed. */
public record TraceCell(CellText text, Options options, Script script) {}
