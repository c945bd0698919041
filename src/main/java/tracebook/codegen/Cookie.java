package tracebook.codegen;

import tracebook.ir.Site;

/**
 * What a program gets from bpf_get_attach_cookie: the number of the site in the low 24 bits, its
 * address in the ELF file in the other 40.
 */
public final class Cookie {
  static final int ADDRESS_SHIFT = 24;
  static final int SITE_MASK = (1 << ADDRESS_SHIFT) - 1;

  private Cookie() {}

  /**
   * The cookie of a site.
   *
   * @throws IllegalArgumentException if the site's number does not fit; an address that does not,
   *     of a program linked to a place so high, is not used: only what can be loaded anywhere has a
   *     bias, and that is linked to 0
   */
  public static long of(Site site) {
    return of(site, site.address());
  }

  /** The cookie of another place of a site. */
  public static long of(Site site, long address) {
    if (site.number() > SITE_MASK) {
      throw new IllegalArgumentException(site.number() + " is more sites than fit a cookie");
    }
    return address << ADDRESS_SHIFT | site.number();
  }
}
