package tracebook.dwarf;

import static tracebook.dwarf.Attributes.*;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tracebook.elf.Address;
import tracebook.types.Shape;
import tracebook.types.Type;

/** A function of the debug info: a body, or an inlined copy in one. */
final class DieFunction implements Function {
  private final Module module;
  private final Die die;
  private final List<Die> chain;
  private final FunctionBody body;
  private final boolean inlined;
  private final List<AddressRange> ranges;
  private final Address entry;
  private volatile Optional<ScopeTree> scopes = Optional.empty();
  private volatile Optional<Address> start = Optional.empty();

  DieFunction(Module module, FunctionBody body) {
    this(module, body.die(), body, false, body.ranges());
  }

  private DieFunction(
      Module module, Die die, FunctionBody body, boolean inlined, List<AddressRange> ranges) {
    this.module = module;
    this.die = die;
    this.chain = module.chain(die);
    this.body = body;
    this.inlined = inlined;
    this.entry = FunctionBody.entry(die, ranges);
    this.ranges = FunctionBody.entryFirst(ranges, entry);
  }

  DieFunction inlinedCopy(Die copy, List<AddressRange> code) {
    return new DieFunction(module, copy, body, true, code);
  }

  Module module() {
    return module;
  }

  Die die() {
    return die;
  }

  FunctionBody body() {
    return body;
  }

  @Override
  public String name() {
    return Module.string(chain, DW_AT_name).orElse("(unnamed)");
  }

  @Override
  public String qualifiedName() {
    return module.qualifiedName(chain).orElseGet(this::name);
  }

  @Override
  public Optional<String> linkageName() {
    return Module.linkageName(chain);
  }

  @Override
  public String signature() {
    return new Signature(this, chain).declaration();
  }

  @Override
  public String parameterTypes() {
    return new Signature(this, chain).types();
  }

  boolean prototyped() {
    return Module.having(chain, DW_AT_prototyped).isPresent();
  }

  @Override
  public SourceLine declared() {
    return module.declared(chain);
  }

  @Override
  public List<AddressRange> ranges() {
    return ranges;
  }

  @Override
  public Address entry() {
    return entry;
  }

  @Override
  public boolean inlined() {
    return inlined;
  }

  @Override
  public Optional<SourceLine> callSite() {
    return inlined && die.has(DW_AT_call_line)
        ? Optional.of(module.lines.source(die, DW_AT_call_file, DW_AT_call_line))
        : Optional.empty();
  }

  @Override
  public Optional<Type> returnType() {
    return Module.having(chain, DW_AT_type).map(typed -> module.types.referred(typed, DW_AT_type));
  }

  @Override
  public List<Shape.Argument> typeArguments() {
    return List.copyOf(templateArguments().types());
  }

  @Override
  public List<Shape.Constant> constants() {
    return List.copyOf(templateArguments().constants());
  }

  /** Of a copy or a definition the abstract instance or the declaration may have them. */
  private TemplateArguments templateArguments() {
    TemplateArguments found = new TemplateArguments(module.types);
    for (Die of : chain) {
      of.children().forEach(found::add);
      if (!found.types().isEmpty() || !found.constants().isEmpty()) {
        break;
      }
    }
    return found;
  }

  @Override
  public boolean ofC() {
    return die.unit.isC();
  }

  @Override
  public Optional<GoFunction> go() {
    if (!die.unit.isGo()) {
      return Optional.empty();
    }
    // Of an instance of an inlined function the producer is that of the unit it was made in.
    boolean registers = List.of(die.unit.producer().split("[; ]+", -1)).contains("regabi");
    boolean compiled = !declared().file().endsWith(".s");
    return Optional.of(
        new GoFunction(
            compiled,
            registers,
            !die.unit.isUnoptimisedGo(),
            new Signature(this, chain).goResults()));
  }

  ScopeTree scopes() {
    Optional<ScopeTree> known = scopes;
    if (known.isEmpty()) {
      known = Optional.of(ScopeTree.of(this));
      scopes = known;
    }
    return known.get();
  }

  @Override
  public List<Variable> parameters() {
    List<Variable> found = new ArrayList<>();
    for (DieVariable variable : scopes().variables()) {
      if (variable.kind() == Variable.Kind.PARAMETER) {
        found.add(variable);
      }
    }
    return List.copyOf(found);
  }

  @Override
  public boolean unoptimised() {
    return body.prologue().isUnoptimised();
  }

  @Override
  public boolean returnsIn(int register) {
    return ReturnUse.isSure(body, register);
  }

  @Override
  public boolean returnsAddress() {
    return ReturnUse.isAddressSure(body);
  }

  @Override
  public Address bodyStart() {
    if (inlined) {
      return entry;
    }
    if (die.unit.isGo()) {
      return goStart();
    }
    Prologue prologue = body.prologue();
    if (prologue.isUnoptimised() && prologue.isKnown() && !prologue.endsAtLoop()) {
      return prologue.end();
    }
    return prologue.afterLandingPad();
  }

  private Address goStart() {
    Optional<Address> known = start;
    if (known.isEmpty()) {
      known =
          Optional.of(
              GoStart.of(body, parameters(), !new Signature(this, chain).goResults().isEmpty()));
      start = known;
    }
    return known.get();
  }

  @Override
  public String toString() {
    return name() + " at " + entry + (inlined ? " (inlined)" : "");
  }
}
