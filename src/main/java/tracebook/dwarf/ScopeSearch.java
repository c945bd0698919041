package tracebook.dwarf;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import tracebook.elf.Address;

/** Which of many scopes, of a large function thousands, holds an address. */
final class ScopeSearch {
  private record Part(AddressRange range, int scope) {}

  private final List<ScopeTree> scopes;

  /** By where they start. */
  private final List<Part> parts = new ArrayList<>();

  /** Of each part the highest end of it and of those in front of it. */
  private final List<Address> ends = new ArrayList<>();

  ScopeSearch(List<ScopeTree> scopes) {
    this.scopes = scopes;
    for (int i = 0; i < scopes.size(); i++) {
      for (AddressRange range : scopes.get(i).ranges()) {
        parts.add(new Part(range, i));
      }
    }
    parts.sort(Comparator.comparing(part -> part.range().start()));
    Address last = new Address(0);
    for (Part part : parts) {
      last = last.compareTo(part.range().end()) < 0 ? part.range().end() : last;
      ends.add(last);
    }
  }

  /** The first one that holds an address. */
  Optional<ScopeTree> at(Address pc) {
    int low = 0;
    int high = parts.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (parts.get(middle).range().start().compareTo(pc) <= 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    int first = scopes.size();
    for (int i = low - 1; i >= 0 && ends.get(i).compareTo(pc) > 0; i--) {
      if (parts.get(i).range().contains(pc)) {
        first = Math.min(first, parts.get(i).scope());
      }
    }
    return first == scopes.size() ? Optional.empty() : Optional.of(scopes.get(first));
  }
}
