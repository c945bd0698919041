package tracebook.elf;

import java.io.EOFException;
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
import tracebook.bytes.Cursor;
import tracebook.elf.ElfRefused.Reason;

/**
 * A 64-bit little-endian ELF file, mapped. Sections are inflated when asked for. Safe for threads.
 * The file stays open (so that a replaced file is not mixed with the old one) until {@link #close}.
 */
public final class ElfFile implements AutoCloseable {
  public static final int EM_X86_64 = 62;
  public static final int EM_AARCH64 = 183;

  private static final int ET_DYN = 3;
  private static final int HEADER = 64;
  private static final int WORTH_A_THREAD = 1 << 16;
  private static final InflatedSections INFLATED = InflatedSections.standard();

  private final Path path;
  private final PositionedFile file;
  private final long length;
  private final MappedFile whole;
  private final int type;
  private final int machine;
  private final Address start;
  private final List<Section> sections;
  private final List<Segment> segments;
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
    this.length = file.length();
    byte[] ident = read(0, Math.min(length, HEADER));
    if (ident.length < 4
        || ident[0] != 0x7f
        || ident[1] != 'E'
        || ident[2] != 'L'
        || ident[3] != 'F') {
      throw new ElfRefused(Reason.NOT_ELF, "`" + path + "` is not an ELF file");
    }
    if (ident.length > 4 && ident[4] == 1) {
      throw new ElfRefused(
          Reason.NOT_64_BIT, "`" + path + "` is a 32-bit program; Tracebook traces 64-bit ones");
    }
    if (ident.length > 5 && ident[5] == 2) {
      throw new ElfRefused(
          Reason.BIG_ENDIAN,
          "`" + path + "` is a big-endian program; Tracebook traces little-endian ones");
    }
    if (ident.length < HEADER) {
      throw truncated("its header needs 64 bytes");
    }
    Cursor header = new Bytes(path.toString(), "ELF header", ident).cursor(16);
    this.type = header.u16();
    this.machine = header.u16();
    header.skip(4);
    this.start = new Address(header.u64());
    long segmentsAt = header.u64();
    long sectionsAt = header.u64();
    header.skip(6);
    int segmentSize = header.u16();
    int segmentCount = header.u16();
    int sectionSize = header.u16();
    int sectionCount = header.u16();
    int namesIndex = header.u16();
    this.segments = segments(segmentsAt, segmentSize, segmentCount);
    this.sections = sections(sectionsAt, sectionSize, sectionCount, namesIndex);
    this.whole = new MappedFile(file, length);
  }

  private List<Segment> segments(long at, int size, int count) throws IOException, ElfRefused {
    if (count == 0) {
      return List.of();
    }
    Cursor table = table("program headers", at, size, count, 56);
    List<Segment> found = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Cursor one = table.sub(size);
      int kind = one.s32();
      int flags = one.s32();
      FileOffset offset = new FileOffset(one.u64());
      Address address = new Address(one.u64());
      one.skip(8);
      found.add(new Segment(kind, flags, offset, address, one.u64(), one.u64(), one.u64()));
    }
    return List.copyOf(found);
  }

  private List<Section> sections(long at, int size, int count, int namesIndex)
      throws IOException, ElfRefused {
    if (at == 0) {
      return List.of();
    }
    // More than 0xff00 sections: the numbers are in the first header (gABI, e_shnum, e_shstrndx).
    Cursor first = table("section headers", at, size, 1, 64);
    first.skip(32);
    long extendedCount = first.u64();
    int extendedNames = first.s32();
    long many = count == 0 ? extendedCount : count;
    int namesAt = namesIndex == 0xffff ? extendedNames : namesIndex;
    Cursor table = table("section headers", at, size, many, 64);
    List<Section> unnamed = new ArrayList<>();
    List<Integer> nameOffsets = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      Cursor one = table.sub(size);
      nameOffsets.add(one.s32());
      int kind = one.s32();
      long flags = one.u64();
      Address address = new Address(one.u64());
      FileOffset offset = new FileOffset(one.u64());
      long bytes = one.u64();
      int link = one.s32();
      long inFile = kind == Section.SHT_NOBITS ? 0 : bytes;
      unnamed.add(new Section(i, "", kind, flags, address, offset, inFile, bytes, link));
    }
    if (namesAt < 0 || namesAt >= unnamed.size()) {
      return List.copyOf(unnamed);
    }
    Section names = unnamed.get(namesAt);
    Bytes strings =
        new Bytes(path.toString(), ".shstrtab", part(names.offset().value(), names.fileSize()));
    List<Section> found = new ArrayList<>();
    for (Section s : unnamed) {
      String name =
          strings.isEmpty()
              ? ""
              : strings.cursor(Integer.toUnsignedLong(nameOffsets.get(s.index()))).string();
      found.add(
          new Section(
              s.index(),
              name,
              s.type(),
              s.flags(),
              s.address(),
              s.offset(),
              s.fileSize(),
              s.size(),
              s.link()));
    }
    return List.copyOf(found);
  }

  private Cursor table(String what, long at, int size, long count, int atLeast)
      throws IOException, ElfRefused {
    if (size < atLeast) {
      throw truncated("its " + what + " have only " + size + " bytes each");
    }
    if (at < 0 || count < 0 || count > length / size || at > length - size * count) {
      throw truncated("its " + what + " lie past its end");
    }
    return new Bytes(path.toString(), what, part(at, size * count)).cursor(0);
  }

  private ElfRefused truncated(String why) {
    return new ElfRefused(Reason.TRUNCATED, "`" + path + "` is not complete: " + why);
  }

  public Path path() {
    return path;
  }

  /** EM_…: {@link #EM_X86_64}, {@link #EM_AARCH64}. */
  public int machine() {
    return machine;
  }

  /** True when it can be loaded anywhere: a shared library or a position-independent executable. */
  public boolean isRelocatable() {
    return type == ET_DYN;
  }

  /** Where the program starts; 0 in a library. */
  public Address start() {
    return start;
  }

  public List<Section> sections() {
    return sections;
  }

  /** The first section of this name. */
  public Optional<Section> section(String name) {
    for (Section section : sections) {
      if (section.name().equals(name)) {
        return Optional.of(section);
      }
    }
    return Optional.empty();
  }

  public List<Segment> segments() {
    return segments;
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
      checkLies(at, size);
      if (file.length() < length) {
        throw becameShorter();
      }
      Optional<ByteBuffer> mapped = whole.part(at, size);
      return mapped.isPresent() ? mapped.get() : ByteBuffer.wrap(read(at, size));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private byte[] part(long at, long size) throws IOException {
    checkLies(at, size);
    return read(at, size);
  }

  private void checkLies(long at, long size) {
    if (at < 0 || size < 0 || at > length || size > length - at) {
      throw new Bytes(path.toString(), "file", new byte[0])
          .malformed(at, "0x%x bytes are needed, the file ends at 0x%x".formatted(size, length));
    }
  }

  private byte[] read(long at, long size) throws IOException {
    if (size > Integer.MAX_VALUE - 8) {
      throw new IOException("`" + path + "` has a part of " + size + " bytes, more than 2 GiB");
    }
    byte[] buffer = new byte[(int) size];
    try {
      file.read(at, buffer, 0, buffer.length);
    } catch (EOFException end) {
      throw becameShorter();
    }
    return buffer;
  }

  private IOException becameShorter() {
    return new IOException("`" + path + "` became shorter while it was read");
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
    for (Segment segment : segments) {
      if (segment.type() == Segment.PT_INTERP) {
        return Optional.of(bytesOf(segment, ".interp").cursor(0).string());
      }
    }
    return Optional.empty();
  }

  Bytes bytesOf(Segment segment, String name) {
    try {
      return new Bytes(path.toString(), name, part(segment.offset().value(), segment.fileSize()));
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
    for (Segment segment : segments) {
      if (segment.isLoaded() && segment.holds(address)) {
        long into = address.value() - segment.address().value();
        return Optional.of(new FileOffset(segment.offset().value() + into));
      }
    }
    return Optional.empty();
  }

  /** Which address the bytes at this place of the file are loaded to. */
  public Optional<Address> addressOf(FileOffset offset) {
    for (Segment segment : segments) {
      long into = offset.value() - segment.offset().value();
      if (segment.isLoaded() && into >= 0 && into < segment.fileSize()) {
        return Optional.of(segment.address().plus(into));
      }
    }
    return Optional.empty();
  }

  /** True of an address in an executable segment. */
  public boolean isCode(Address address) {
    for (Segment each : segments) { // of every range in the debug info: a stream would be slower
      if (each.isExecutable() && each.covers(address)) {
        return true;
      }
    }
    return false;
  }

  /** True of addresses of the program, also of those that no bytes of the file are for. */
  public boolean isLoaded(Address address) {
    return segments.stream().anyMatch(each -> each.isLoaded() && each.covers(address));
  }

  /** Up to {@code count} bytes of code from an address on; fewer where the segment ends. */
  public byte[] text(Address address, int count) {
    for (Segment segment : segments) {
      if (segment.isLoaded() && segment.holds(address)) {
        long into = address.value() - segment.address().value();
        long from = segment.offset().value() + into;
        try {
          return part(from, Math.min(count, Math.min(segment.fileSize() - into, length - from)));
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
