package tracebook.debuginfod;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The variables of elfutils' client. */
class SettingsTest {
  @TempDir Path home;

  @Test
  void offUnlessAServerIsNamed() {
    assertThat(Settings.of(Map.of()).servers()).isEmpty();
    assertThat(Settings.of(Map.of("DEBUGINFOD_URLS", " ")).servers()).isEmpty();
  }

  @Test
  void serversAreSeparatedByBlanks() {
    Settings settings =
        Settings.of(
            Map.of("DEBUGINFOD_URLS", "https://a.example/  http://b.example:8002/x file:///d ::"));
    assertThat(settings.servers())
        .containsExactly(URI.create("https://a.example/"), URI.create("http://b.example:8002/x/"));
    assertThat(settings.ignored()).isEqualTo(List.of("file:///d", "::"));
  }

  @Test
  void theCacheIsWhereElfutilsHasIt() throws Exception {
    assertThat(Settings.of(Map.of("HOME", home + "")).cache())
        .isEqualTo(home.resolve(".cache/debuginfod_client"));
    assertThat(Settings.of(Map.of("HOME", home + "", "XDG_CACHE_HOME", "/c")).cache())
        .isEqualTo(Path.of("/c/debuginfod_client"));
    Files.createDirectory(home.resolve(".debuginfod_client_cache"));
    assertThat(Settings.of(Map.of("HOME", home + "", "XDG_CACHE_HOME", "/c")).cache())
        .isEqualTo(home.resolve(".debuginfod_client_cache"));
    assertThat(Settings.of(Map.of("HOME", home + "", "DEBUGINFOD_CACHE_PATH", "/k")).cache())
        .isEqualTo(Path.of("/k"));
  }

  @Test
  void theTimeIsInSeconds() {
    assertThat(Settings.of(Map.of()).idle()).isEqualTo(Duration.ofSeconds(90));
    assertThat(Settings.of(Map.of("DEBUGINFOD_TIMEOUT", "5")).idle())
        .isEqualTo(Duration.ofSeconds(5));
    assertThat(Settings.of(Map.of("DEBUGINFOD_TIMEOUT", "soon")).idle())
        .isEqualTo(Duration.ofSeconds(90));
  }
}
