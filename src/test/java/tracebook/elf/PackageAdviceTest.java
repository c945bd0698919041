package tracebook.elf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the distributions are said to do, each below a root of its own. */
class PackageAdviceTest {
  private static final Optional<BuildId> ID = Optional.of(new BuildId("abcdef"));

  @TempDir Path root;

  private String advice(String release, Optional<BuildId> id) throws Exception {
    Files.createDirectories(root.resolve("etc"));
    Files.writeString(root.resolve("etc/os-release"), release);
    return new PackageAdvice(root, Path.of("/usr/bin/app"), id, false).text();
  }

  private void owned(String list, String by) throws Exception {
    Path lists = Files.createDirectories(root.resolve("var/lib/dpkg/info"));
    Files.writeString(lists.resolve(by + ".list"), "/.\n/usr\n" + list + "\n/usr/share\n");
  }

  @Test
  void aPackageOfDebians() throws Exception {
    owned("/usr/bin/app", "app-bin:amd64");
    assertThat(advice("PRETTY_NAME=\"Debian\"\nID=debian\n", ID))
        .isEqualTo(
            "`apt install app-bin-dbgsym` installs it where the archive of debug symbols is set up"
                + " (some packages name it -dbg); or start the notebook with"
                + " `DEBUGINFOD_URLS=https://debuginfod.debian.net`, or rebuild it with -g");
  }

  @Test
  void aPackageOfUbuntusThatNamesTheFileWithoutUsr() throws Exception {
    owned("/bin/app", "app");
    assertThat(advice("ID=ubuntu\nID_LIKE=debian\n", Optional.empty()))
        .isEqualTo(
            "`apt install app-dbgsym` installs it where the archive of debug symbols is set up"
                + " (some packages name it -dbg), or rebuild it with -g");
  }

  @Test
  void aProgramOfNoPackage() throws Exception {
    owned("/usr/bin/apple", "apple");
    assertThat(advice("ID=\"mint\"\nID_LIKE=\"ubuntu debian\"\n", ID))
        .isEqualTo(
            "no package has `/usr/bin/app`: name the directory of its debug file, `%debugpath DIR`,"
                + " or rebuild it with -g");
  }

  @Test
  void otherDistributions() throws Exception {
    assertThat(advice("ID=fedora\n", ID))
        .isEqualTo(
            "`dnf debuginfo-install $(rpm -qf /usr/bin/app)` installs it; or start the notebook"
                + " with `DEBUGINFOD_URLS=https://debuginfod.fedoraproject.org`, or rebuild it with"
                + " -g");
    assertThat(advice("ID=\"rocky\"\nID_LIKE=\"rhel centos fedora\"\n", Optional.empty()))
        .isEqualTo(
            "`dnf debuginfo-install $(rpm -qf /usr/bin/app)` installs it, or rebuild it with -g");
    assertThat(advice("ID=\"opensuse-leap\"\nID_LIKE=\"suse opensuse\"\n", ID))
        .startsWith("`zypper install -C 'debuginfo(build-id)=abcdef'` installs it; or start");
    assertThat(advice("ID=\"opensuse-leap\"\nID_LIKE=\"suse opensuse\"\n", Optional.empty()))
        .isEqualTo("install its package of debug symbols, named -debuginfo, or rebuild it with -g");
    assertThat(advice("ID=alpine\n", ID))
        .isEqualTo("install its package of debug symbols, named -dbg, or rebuild it with -g");
    assertThat(advice("ID=nixos\n", ID))
        .isEqualTo("install its package of debug symbols, or rebuild it with -g");
  }

  @Test
  void aProgramOfGo() {
    assertThat(new PackageAdvice(root, Path.of("/srv/app"), Optional.empty(), true).text())
        .isEqualTo("install its package of debug symbols, or rebuild it without `-ldflags=-w`");
  }
}
