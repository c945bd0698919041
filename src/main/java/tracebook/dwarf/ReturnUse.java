package tracebook.dwarf;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tracebook.elf.Address;
import tracebook.elf.Symbol;
import tracebook.types.ArrayType;
import tracebook.types.BoolType;
import tracebook.types.CharType;
import tracebook.types.EnumType;
import tracebook.types.FloatType;
import tracebook.types.FunctionType;
import tracebook.types.IntegerType;
import tracebook.types.MemberPointerType;
import tracebook.types.PointerType;
import tracebook.types.QualifiedType;
import tracebook.types.StructType;
import tracebook.types.TypedefType;
import tracebook.types.UnknownType;
import tracebook.types.VoidType;
import tracebook.x86.Decoded;
import tracebook.x86.Decoded.Kind;
import tracebook.x86.Instructions;
import tracebook.x86.RegisterUse;

/**
 * Whether a function surely leaves what it returns where the calling convention says. Of one that
 * nobody outside of the module can call, optimisers leave a value out that no call uses, or one of
 * two registers, and the debug info does not say so (LLVM's dead argument elimination and IPSCCP;
 * gcc's ipa-sra and ipa-split, which call the function {@code f.isra.0}, {@code f.part.0}).
 */
final class ReturnUse {
  private static final int RAX = 0;

  /** Calls that are looked at, of all functions together: each may be in another unit. */
  private static final int MOST_CALLS = 256;

  private static final int MOST_INSTRUCTIONS = 128;
  private static final int DEEPEST = 4;

  /** Bytes of code that are looked at behind a call. */
  private static final int AHEAD = 256;

  /** Of a part of a function, what is looked at for whether it changes the register. */
  private static final int MOST_BYTES = 1 << 16;

  private final Module module;
  private final int register;
  private final Set<Address> seen = new HashSet<>();
  private final Set<Address> changing = new HashSet<>();
  private int calls;

  private ReturnUse(Module module, int register) {
    this.module = module;
    this.register = register;
  }

  /**
   * True where the function has to leave something in a register, because others may call it, or
   * because a call is seen to use it.
   *
   * @param register 0 for rax, 1 for rdx
   */
  static boolean isSure(FunctionBody body, int register) {
    if (body.prologue().isUnoptimised() || isAsDeclared(body)) {
      return true;
    }
    ReturnUse use = new ReturnUse(body.module(), register);
    return use.isChangedIn(body, 0) && use.isUsed(body.entry(), 0);
  }

  /**
   * True where it has in rax the address of the room that its caller made. LLVM keeps that of each
   * function that writes there.
   */
  static boolean isAddressSure(FunctionBody body) {
    return !isOfGcc(body) || isSure(body, RAX);
  }

  /**
   * Whether nobody knows all calls of it; of gcc whether its name says that it is as it was. Of two
   * functions with the same code, both.
   */
  private static boolean isAsDeclared(FunctionBody body) {
    List<Symbol> symbols = body.module().sections.program().symbols().beginningAt(body.entry());
    if (isOfGcc(body) && !symbols.isEmpty()) {
      return symbols.stream()
          .map(Symbol::name)
          .noneMatch(name -> name.contains(".isra.") || name.contains(".part."));
    }
    return (!symbols.isEmpty() && symbols.stream().allMatch(Symbol::global))
        || body.module().references().isTaken(body.entry());
  }

  private static boolean isOfGcc(FunctionBody body) {
    return body.die().unit.producer().startsWith("GNU ");
  }

  /**
   * Whether it gives the register a value, or calls what does. Those who call a function that does
   * not, and know it, may keep a value of their own there (gcc's -fipa-ra).
   */
  private boolean isChangedIn(FunctionBody body, int depth) {
    if (depth > DEEPEST || !changing.add(body.entry())) {
      return false;
    }
    for (AddressRange range : body.ranges()) {
      long size = Math.min(MOST_BYTES, range.end().value() - range.start().value());
      byte[] code = module.sections.program().text(range.start(), (int) size);
      int at = 0;
      while (at < code.length
          && Instructions.decode(code, at) instanceof Decoded.Instruction decoded) {
        int behind = at + decoded.length();
        if (RegisterUse.isChanged(code, at, decoded, register)
            || decoded.kind() == Kind.INDIRECT_CALL) {
          return true;
        }
        if (decoded.kind() == Kind.CALL || decoded.kind() == Kind.JUMP) {
          Address called = range.start().plus(behind + decoded.target().orElse(0));
          if (!body.contains(called) && isChangedAt(called, depth)) {
            return true;
          }
        }
        at = behind;
      }
    }
    return false;
  }

  /** Of a function that is not described, nobody knows which registers it leaves alone. */
  private boolean isChangedAt(Address called, int depth) {
    return calls++ < MOST_CALLS
        && module.bodyAt(called).map(body -> isChangedIn(body, depth + 1)).orElse(true);
  }

  private boolean isUsed(Address entry, int depth) {
    if (depth > DEEPEST || !seen.add(entry)) {
      return false;
    }
    for (CallIndex.Call call : module.calls().of(entry)) {
      if (call.word().isEmpty()
          && calls++ < MOST_CALLS
          && isUsedBehind(call.returnsTo(), depth)
          && isCode(call.returnsTo())) {
        return true;
      }
    }
    for (Address jump : module.references().jumpsTo(entry)) {
      if (calls++ < MOST_CALLS && isReturned(jump, depth)) {
        return true;
      }
    }
    return false;
  }

  private boolean isCode(Address address) {
    return module.bodyAt(address.plus(-1)).isPresent();
  }

  /** Whether what a function returns by one of its instructions is used by who called it. */
  private boolean isReturned(Address at, int depth) {
    Optional<FunctionBody> function = module.bodyAt(at);
    return function.isPresent()
        && ((register == RAX && returnsWord(function.get()) && isAsDeclared(function.get()))
            || isUsed(function.get().entry(), depth + 1));
  }

  private boolean returnsWord(FunctionBody function) {
    return Module.having(module.chain(function.die()), Attributes.DW_AT_type)
        .map(typed -> module.types.referred(typed, Attributes.DW_AT_type))
        .filter(
            type ->
                switch (type.strip()) {
                  case IntegerType t -> t.bytes() <= 8;
                  case PointerType t -> true;
                  case EnumType t -> true;
                  case CharType t -> true;
                  case BoolType t -> true;
                  case FloatType t -> false;
                  case StructType t -> false;
                  case ArrayType t -> false;
                  case FunctionType t -> false;
                  case MemberPointerType t -> false;
                  case VoidType t -> false;
                  case UnknownType t -> false;
                  case TypedefType t -> false;
                  case QualifiedType t -> false;
                })
        .isPresent();
  }

  /** Whether the register is read from an instruction on, before it is given another value. */
  private boolean isUsedBehind(Address from, int depth) {
    Deque<Address> ways = new ArrayDeque<>();
    Set<Address> passed = new HashSet<>();
    ways.add(from);
    int instructions = 0;
    while (!ways.isEmpty()) {
      Address at = ways.removeFirst();
      byte[] code = module.sections.program().text(at, AHEAD);
      int offset = 0;
      boolean goesOn = true;
      while (goesOn && offset < code.length) {
        Address here = at.plus(offset);
        if (instructions++ > MOST_INSTRUCTIONS
            || !passed.add(here)
            || !(Instructions.decode(code, offset) instanceof Decoded.Instruction decoded)) {
          break;
        }
        int behind = offset + decoded.length();
        Kind kind = decoded.kind();
        if (kind == Kind.JUMP || kind == Kind.CONDITIONAL_JUMP) {
          Address target = at.plus(behind + decoded.target().orElse(0));
          if (module.bodyAt(here).filter(b -> b.contains(target)).isPresent()) {
            ways.add(target);
          }
          goesOn = kind == Kind.CONDITIONAL_JUMP;
        } else if (kind == Kind.RETURN) {
          if (isReturned(here, depth)) {
            return true;
          }
          goesOn = false;
        } else if (kind == Kind.CALL || kind == Kind.INDIRECT_JUMP || kind == Kind.TRAP) {
          goesOn = false;
        } else {
          RegisterUse use = RegisterUse.of(code, offset, decoded, register);
          if (use == RegisterUse.READS) {
            return true;
          }
          goesOn = use == RegisterUse.KEEPS && kind != Kind.INDIRECT_CALL;
        }
        offset = behind;
      }
    }
    return false;
  }
}
