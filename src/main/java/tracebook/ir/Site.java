package tracebook.ir;

/**
 * A place in a module where a probe is attached.
 *
 * @param number unique in the trace; every record carries it
 * @param module the path of the file as the target sees it
 * @param address the virtual address in the ELF file
 * @param fileOffset the same place in bytes from the start of the file: what the kernel wants
 * @param atReturn true to run when the function that begins here returns
 * @param function the function at the place, inlined copies by the inlined one; empty when unknown
 * @param file the source file; empty when unknown
 * @param line from 1; 0 when unknown
 * @param instruction the instruction there, as text for a listing; empty when not decoded
 */
public record Site(
    int number,
    String module,
    long address,
    long fileOffset,
    boolean atReturn,
    String function,
    String file,
    int line,
    String instruction) {}
