package tracebook.elf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.FutureTask;
import tracebook.bytes.Bytes;
import tracebook.elf.ElfRefused.Reason;

/**
 * A 64-bit little-endian ELF file, mapped. Sections are inflated when asked for. Safe for threads.
 * The file stays open (so that a replaced file is not mixed with the old one) until {@link #close}.
 */
public final class ElfFile implements AutoCloseable {
  public static final int EM_X86_64 = 62;
  public static final int EM_AARCH64 = 183;

  private static final int ET_DYN = 3;
  private static final int WORTH_A_THREAD = 1 << 16;
  private static final InflatedSections INFLATED = InflatedSections.standard();

  private final Path path;
  private final PositionedFile file;
  private final FileParts parts;
  private final ElfHeaders headers;
  private final MappedFile whole;
  private final Map<Integer, FutureTask<Bytes>> contents = new ConcurrentHashMap<>();
  private final Map<String, Bytes> byName = new ConcurrentHashMap<>();
  private final List<PositionedFile> inflatedFiles = new ArrayList<>();
  private boolean closed;
  private volatile Optional<ElfFile> debugFile = Optional.empty();
  private volatile Optional<Symbols> symbols = Optional.empty();

  /**
   * Opens a file and reads its headers.
   *
   * @throws ElfRefused when it is no such file
   * @throws IOException when it cannot be opened or read
   */
  public static ElfFile open(Path path) throws IOException, ElfRefused {
    if (Files.isDirectory(path)) {
      throw new ElfRefused(Reason.NOT_ELF, "`" + path + "` is a directory, not an ELF file");
    }
    return PositionedFile.<ElfFile, ElfRefused>open(path, file -> new ElfFile(path, file));
  }

  private ElfFile(Path path, PositionedFile file) throws IOException, ElfRefused {
    this.path = path;
    this.file = file;
    this.parts = new FileParts(path, file);
    this.headers = ElfHeaders.of(parts);
    this.whole = new MappedFile(file, parts.length());
  }

  public Path path() {
    return path;
  }

  /** EM_…: {@link #EM_X86_64}, {@link #EM_AARCH64}. */
  public int machine() {
    return headers.machine();
  }

  /** True when it can be loaded anywhere: a shared library or a position-independent executable. */
  public boolean isRelocatable() {
    return headers.type() == ET_DYN;
  }

  /** Where the program starts; 0 in a library. */
  public Address start() {
    return headers.start();
  }

  public List<Section> sections() {
    return headers.sections();
  }

  /** The first section of this name. */
  public Optional<Section> section(String name) {
    for (Section section : headers.sections()) {
      if (section.name().equals(name)) {
        return Optional.of(section);
      }
    }
    return Optional.empty();
  }

  public List<Segment> segments() {
    return headers.segments();
  }

  /** True when it has a section {@code .debug_info}, or the older compressed form of it. */
  public boolean hasDebugInfo() {
    return section(".debug_info").filter(Section::hasBytes).isPresent()
        || section(".zdebug_info").filter(Section::hasBytes).isPresent();
  }

  /** The contents of a section, uncompressed; empty when there is no such section. */
  public Bytes bytes(String name) {
    Bytes known = byName.get(name);
    if (known != null) {
      return known;
    }
    Bytes made =
        stored(name)
            .map(this::bytes)
            .orElseGet(() -> new Bytes(path.toString(), name, new byte[0]));
    Bytes first = byName.putIfAbsent(name, made);
    return first == null ? made : first;
  }

  /** The section of this name, or of what older binutils call it when it is compressed. */
  private Optional<Section> stored(String name) {
    Optional<Section> plain = section(name);
    return plain.isEmpty() && name.startsWith(".debug_")
        ? section(".zdebug_" + name.substring(".debug_".length()))
        : plain;
  }

  /** The contents of a section, uncompressed. */
  public Bytes bytes(Section section) {
    FutureTask<Bytes> task = new FutureTask<>(() -> uncompressed(section));
    FutureTask<Bytes> first = contents.putIfAbsent(section.index(), task);
    if (first != null) {
      return Futures.get(first);
    }
    task.run();
    try {
      return Futures.get(task);
    } catch (RuntimeException | Error failure) {
      contents.remove(section.index(), task);
      throw failure;
    }
  }

  /**
   * Begins to inflate those of these sections that are compressed, one after the other, on a thread
   * of its own. Who needs one finds it there, or waits for it.
   */
  public void prepare(List<String> names) {
    List<Section> large =
        names.stream()
            .flatMap(name -> stored(name).stream())
            .filter(section -> section.fileSize() > WORTH_A_THREAD)
            .filter(Section::isCompressed)
            .toList();
    if (large.isEmpty()) {
      return;
    }
    Thread thread =
        new Thread(
            () -> {
              try {
                large.forEach(this::bytes);
              } catch (RuntimeException | InternalError failure) {
                // Who needs the section is told.
                return;
              }
            },
            "debug-info-inflate");
    thread.setDaemon(true);
    thread.start();
  }

  private Bytes uncompressed(Section section) {
    Bytes raw =
        new Bytes(
            path.toString(),
            section.name(),
            sectionPart(section),
            whole.reader(section.offset().value()));
    return Compressed.of(section, raw)
        .map(
            compressed ->
                switch (compressed) {
                  case Zlib zlib -> inflated(section, zlib);
                  case Zstd zstd -> new Bytes(path.toString(), section.name(), zstd.inflated());
                })
        .orElse(raw);
  }

  private Bytes inflated(Section section, Zlib zlib) {
    Optional<BuildId> id = zlib.size() < InflatedSections.WORTH ? Optional.empty() : buildId();
    return id.isPresent()
        ? INFLATED.of(id.get(), section.name(), zlib, this::closesWith)
        : new Bytes(path.toString(), section.name(), zlib.inflated());
  }

  private synchronized void closesWith(PositionedFile other) {
    if (closed) {
      close(other);
    } else {
      inflatedFiles.add(other);
    }
  }

  private ByteBuffer sectionPart(Section section) {
    if (!section.hasBytes()) {
      return ByteBuffer.allocate(0);
    }
    long at = section.offset().value();
    long size = section.fileSize();
    try {
      parts.checkLies(at, size);
      parts.checkNotShorter();
      Optional<ByteBuffer> mapped = whole.part(at, size);
      return mapped.isPresent() ? mapped.get() : ByteBuffer.wrap(parts.part(at, size));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The build-id note, of a section or else of a segment. */
  public Optional<BuildId> buildId() {
    return Notes.of(this).stream()
        .filter(note -> note.owner().equals("GNU") && note.type() == Notes.NT_GNU_BUILD_ID)
        .findFirst()
        .map(note -> new BuildId(java.util.HexFormat.of().formatHex(note.description())));
  }

  /** True for a program built by the Go compiler, which moves its stacks. */
  public boolean isGo() {
    return section(".go.buildinfo").isPresent()
        || Notes.of(this).stream().anyMatch(note -> note.owner().equals("Go"));
  }

  /** The static probes (USDT) that it offers, by address. */
  public List<StaticProbe> staticProbes() {
    return StaticProbe.of(this);
  }

  /** The dynamic loader it asks for; empty for libraries and static programs. */
  public Optional<String> interpreter() {
    for (Segment segment : headers.segments()) {
      if (segment.type() == Segment.PT_INTERP) {
        return Optional.of(bytesOf(segment, ".interp").cursor(0).string());
      }
    }
    return Optional.empty();
  }

  Bytes bytesOf(Segment segment, String name) {
    try {
      return new Bytes(
          path.toString(), name, parts.part(segment.offset().value(), segment.fileSize()));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Lets {@link #symbols} have those of its debug file too, which stays open. */
  public void symbolsAlsoFrom(ElfFile debug) {
    debugFile = Optional.of(debug);
    symbols = Optional.empty();
  }

  /** The symbols that are defined here. */
  public Symbols symbols() {
    Optional<Symbols> known = symbols;
    if (known.isEmpty()) {
      known = Optional.of(Symbols.of(this, debugFile));
      symbols = known;
    }
    return known.get();
  }

  /** The jumps to functions of other modules; read at each call. */
  public LinkageTable linkage() {
    return LinkageTable.of(this);
  }

  /** Where in the file the bytes of an address are, when it has any. */
  public Optional<FileOffset> offsetOf(Address address) {
    for (Segment segment : headers.segments()) {
      if (segment.isLoaded() && segment.holds(address)) {
        long into = address.value() - segment.address().value();
        return Optional.of(new FileOffset(segment.offset().value() + into));
      }
    }
    return Optional.empty();
  }

  /** Which address the bytes at this place of the file are loaded to. */
  public Optional<Address> addressOf(FileOffset offset) {
    for (Segment segment : headers.segments()) {
      long into = offset.value() - segment.offset().value();
      if (segment.isLoaded() && into >= 0 && into < segment.fileSize()) {
        return Optional.of(segment.address().plus(into));
      }
    }
    return Optional.empty();
  }

  /** True of an address in an executable segment. */
  public boolean isCode(Address address) {
    for (Segment each :
        headers.segments()) { // of every range in the debug info: a stream would be slower
      if (each.isExecutable() && each.covers(address)) {
        return true;
      }
    }
    return false;
  }

  /** True of addresses of the program, also of those that no bytes of the file are for. */
  public boolean isLoaded(Address address) {
    return headers.segments().stream().anyMatch(each -> each.isLoaded() && each.covers(address));
  }

  /** Up to {@code count} bytes of code from an address on; fewer where the segment ends. */
  public byte[] text(Address address, int count) {
    for (Segment segment : headers.segments()) {
      if (segment.isLoaded() && segment.holds(address)) {
        long into = address.value() - segment.address().value();
        long from = segment.offset().value() + into;
        try {
          return parts.part(
              from, Math.min(count, Math.min(segment.fileSize() - into, parts.length() - from)));
        } catch (IOException failure) {
          throw new UncheckedIOException(failure);
        }
      }
    }
    return new byte[0];
  }

  @Override
  public synchronized void close() {
    closed = true;
    inflatedFiles.forEach(ElfFile::close);
    close(file);
  }

  private static void close(PositionedFile file) {
    try {
      file.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
