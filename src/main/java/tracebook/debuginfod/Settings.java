package tracebook.debuginfod;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the environment says, by the variables of elfutils' client.
 *
 * @param servers in the order in which they are asked; none: nobody is asked
 * @param ignored what stands among them and is no HTTP address
 * @param idle the longest time in which nothing has to come
 */
public record Settings(List<URI> servers, List<String> ignored, Path cache, Duration idle) {
  public Settings {
    servers = List.copyOf(servers);
    ignored = List.copyOf(ignored);
  }

  public static Settings of(Map<String, String> environment) {
    List<URI> servers = new ArrayList<>();
    List<String> ignored = new ArrayList<>();
    for (String word : environment.getOrDefault("DEBUGINFOD_URLS", "").split("\\s+", -1)) {
      if (word.isEmpty()) {
        continue;
      }
      try {
        URI url = new URI(word.endsWith("/") ? word : word + "/");
        String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        if (url.getHost() != null && (scheme.equals("http") || scheme.equals("https"))) {
          servers.add(url);
        } else {
          ignored.add(word);
        }
      } catch (URISyntaxException noUrl) {
        ignored.add(word);
      }
    }
    return new Settings(servers, ignored, cache(environment), idle(environment));
  }

  private static Path cache(Map<String, String> environment) {
    String named = environment.getOrDefault("DEBUGINFOD_CACHE_PATH", "");
    if (!named.isEmpty()) {
      return Path.of(named);
    }
    String home = environment.getOrDefault("HOME", System.getProperty("user.home", "/"));
    Path old = Path.of(home, ".debuginfod_client_cache");
    if (Files.isDirectory(old)) {
      return old;
    }
    String caches = environment.getOrDefault("XDG_CACHE_HOME", "");
    return (caches.isEmpty() ? Path.of(home, ".cache") : Path.of(caches))
        .resolve("debuginfod_client");
  }

  private static Duration idle(Map<String, String> environment) {
    String seconds = environment.getOrDefault("DEBUGINFOD_TIMEOUT", "");
    return Duration.ofSeconds(seconds.matches("[1-9]\\d{0,5}") ? Long.parseLong(seconds) : 90);
  }
}
