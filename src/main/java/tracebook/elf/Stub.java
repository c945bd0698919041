package tracebook.elf;

/**
 * A jump of the procedure linkage table to a function of another module.
 *
 * @param name of the function with {@code @plt} behind it, as disassemblers show it; of one that is
 *     chosen when the program starts {@code *ABS*+0x1234@plt}, with the address of what chooses
 * @param size in bytes
 * @param word what it jumps through: the word that holds the function's address
 */
public record Stub(String name, Address address, long size, Address word) {}
