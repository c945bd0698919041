package tracebook.jupyter;

/**
 * What a kernel says of itself in {@code kernel_info_reply}.
 *
 * @param mimetype of a cell, for the front end's highlighting
 * @param fileExtension with its dot
 */
public record KernelInfo(
    String implementation,
    String version,
    String banner,
    String language,
    String languageVersion,
    String mimetype,
    String fileExtension) {}
