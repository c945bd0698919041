package tracebook.cell;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tracebook.table.Listing;

/** Where this machine has the sources that were compiled elsewhere: {@code %srcpath FROM TO}. */
final class SourcePath {
  private final Map<String, String> directories = new TreeMap<>();

  /**
   * Says where what was under one directory is here.
   *
   * @param words FROM and TO, or none
   */
  synchronized Listing set(List<String> words) throws Refused {
    if (!words.isEmpty()) {
      if (words.size() != 2) {
        throw new Refused(
            "SourcePathError",
            "`%srcpath` takes the directory in the debug info and the one that this machine has.",
            "Write `%srcpath /build/app /home/me/app`; alone it shows what is set.");
      }
      if (!isDirectory(words.get(1))) {
        throw new Refused(
            "SourcePathError",
            "There is no directory `" + words.get(1) + "`.",
            "The second word is the directory of this machine that has the sources.");
      }
      directories.put(withoutSlash(words.get(0)), withoutSlash(words.get(1)));
    }
    return Listing.of("srcpath", new ArrayList<>(directories.entrySet()))
        .text("from", Map.Entry::getKey)
        .text("to", Map.Entry::getValue)
        .build();
  }

  private static boolean isDirectory(String name) {
    try {
      return Files.isDirectory(Path.of(name));
    } catch (InvalidPathException none) {
      return false;
    }
  }

  private static String withoutSlash(String directory) {
    return directory.length() > 1 && directory.endsWith("/")
        ? directory.substring(0, directory.length() - 1)
        : directory;
  }

  /** The lines of a source file; empty when this machine does not have it. */
  synchronized Optional<List<String>> lines(String file) {
    try {
      return Optional.of(
          new String(Files.readAllBytes(here(file)), StandardCharsets.UTF_8).lines().toList());
    } catch (IOException | InvalidPathException notHere) {
      return Optional.empty();
    }
  }

  /** The longest directory that was mapped decides. */
  private Path here(String file) {
    return directories.keySet().stream()
        .filter(from -> file.startsWith(from + "/"))
        .max(Comparator.comparingInt(String::length))
        .map(from -> Path.of(directories.get(from) + file.substring(from.length())))
        .orElseGet(() -> Path.of(file));
  }
}
