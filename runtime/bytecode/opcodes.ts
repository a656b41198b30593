/**
 * The one table of opcodes: CPython 3.9's with 3.9's numbers, and those that the language gained since.
 *
 * Owns: names, numbers, operand kinds, stack effects and what each opcode does to the operand stack.
 * Must not know: how the compiler emits them or how the VM executes them.
 *
 * How to read a row's prose: stacks are written bottom to top, the top of the stack is rightmost; `arg` is the operand
 * with all EXTENDED_ARG prefixes folded in. `a -> b` says what the opcode replaces. A jump operand counts bytes:
 * `jabs` from the start of the code, `jrel` from the next instruction.
 *
 * Exceptions do not use the block opcodes. SETUP_FINALLY and POP_BLOCK are kept in the listing as 3.9 has them, but do
 * nothing; protection comes from Code.exceptionTable. When an exception arises at an offset, the first row of the table
 * that covers it applies: the VM (1) if the row's `handler` is >= 0, restores the handled exception from the value saved
 * at stack index handler + 1, (2) cuts the stack to `depth`, (3) pushes six values: old traceback, old value, old type
 * (the exception handled until now), then traceback, value, type of the new one, (4) makes the new one the handled
 * exception, and (5) jumps to `target`.
 */

export type OperandKind = 'none' | 'const' | 'name' | 'local' | 'free' | 'jrel' | 'jabs' | 'compare' | 'raw';

type Effect = number | ((arg: number) => number);

/** name, number, operand kind, stack effect, what it does; for jumps the effect when the jump is taken. */
type Row = [name: string, number: number, kind: OperandKind, effect: Effect, doc: string, jumpEffect?: number];

const ROWS = [
  ['POP_TOP', 1, 'none', -1, 'a -> . Drops the top.'],
  ['ROT_TWO', 2, 'none', 0, 'a, b -> b, a.'],
  ['ROT_THREE', 3, 'none', 0, 'a, b, c -> c, a, b: lifts second and third one up, moves the top down to third.'],
  ['DUP_TOP', 4, 'none', 1, 'a -> a, a.'],
  ['DUP_TOP_TWO', 5, 'none', 2, 'a, b -> a, b, a, b.'],
  ['ROT_FOUR', 6, 'none', 0, 'a, b, c, d -> d, a, b, c.'],
  ['NOP', 9, 'none', 0, 'Does nothing.'],
  ['UNARY_POSITIVE', 10, 'none', 0, 'a -> +a.'],
  ['UNARY_NEGATIVE', 11, 'none', 0, 'a -> -a.'],
  ['UNARY_NOT', 12, 'none', 0, 'a -> not a (a bool).'],
  ['UNARY_INVERT', 15, 'none', 0, 'a -> ~a.'],
  ['BINARY_MATRIX_MULTIPLY', 16, 'none', -1, 'a, b -> a @ b.'],
  ['INPLACE_MATRIX_MULTIPLY', 17, 'none', -1, 'a, b -> a @= b.'],
  ['BINARY_POWER', 19, 'none', -1, 'a, b -> a ** b.'],
  ['BINARY_MULTIPLY', 20, 'none', -1, 'a, b -> a * b.'],
  ['BINARY_MODULO', 22, 'none', -1, 'a, b -> a % b.'],
  ['BINARY_ADD', 23, 'none', -1, 'a, b -> a + b.'],
  ['BINARY_SUBTRACT', 24, 'none', -1, 'a, b -> a - b.'],
  ['BINARY_SUBSCR', 25, 'none', -1, 'container, key -> container[key].'],
  ['BINARY_FLOOR_DIVIDE', 26, 'none', -1, 'a, b -> a // b.'],
  ['BINARY_TRUE_DIVIDE', 27, 'none', -1, 'a, b -> a / b.'],
  ['INPLACE_FLOOR_DIVIDE', 28, 'none', -1, 'a, b -> a //= b.'],
  ['INPLACE_TRUE_DIVIDE', 29, 'none', -1, 'a, b -> a /= b.'],
  ['GET_LEN', 30, 'none', 1, 'a -> a, len(a).'],
  [
    'MATCH_MAPPING',
    31,
    'none',
    1,
    "a -> a, bool: whether type(a) has Py_TPFLAGS_MAPPING (dict, collections.abc.Mapping's).",
  ],
  [
    'MATCH_SEQUENCE',
    32,
    'none',
    1,
    'a -> a, bool: whether type(a) has Py_TPFLAGS_SEQUENCE (never str, bytes, bytearray).',
  ],
  [
    'MATCH_KEYS',
    33,
    'none',
    1,
    'subject, keys -> subject, keys, values: a tuple of the values of the tuple of keys, got by subject.get(key, ' +
      'sentinel), or None when a key is missing. ValueError "mapping pattern checks duplicate key (...)" when keys repeat.',
  ],
  [
    'COPY_DICT_WITHOUT_KEYS',
    34,
    'none',
    0,
    'subject, keys -> subject, rest: a new dict made from subject (dict update) without the keys in the tuple.',
  ],
  [
    'CHECK_EG_MATCH',
    35,
    'none',
    0,
    'exc, type -> rest, match. Splits exc for an except* clause (CPython 3.11 CHECK_EG_MATCH): match is the part that ' +
      'matches type (a lone exception is wrapped in an ExceptionGroup) or None, rest is what is left or None. ' +
      'TypeError when type holds an exception group or no exception class. When match is not None it becomes the ' +
      'handled exception.',
  ],
  [
    'PREP_RERAISE_STAR',
    36,
    'none',
    -1,
    'orig, results -> exc. results lists what the except* clauses raised and, last, the unmatched rest (None allowed). ' +
      'Gives the exception to raise (CPython _PyExc_PrepReraiseStar) or None.',
  ],
  [
    'RERAISE_STAR',
    37,
    'none',
    -1,
    'exc -> . Raises the exception instance exc again with the traceback it has, without setting its context. No ' +
      'fall-through.',
  ],
  ['LOAD_LOCALS', 38, 'none', 1, 'Pushes the mapping of locals (class body namespace) of this frame.'],
  [
    'BUILD_TEMPLATE',
    39,
    'none',
    -1,
    'strings, interpolations -> Template. Both are tuples; strings has one item more than interpolations.',
  ],
  [
    'RERAISE',
    48,
    'none',
    -3,
    'tb, value, type -> . Raises value again with traceback tb, no new context. No fall-through.',
  ],
  [
    'WITH_EXCEPT_START',
    49,
    'none',
    1,
    'exit, oldtb, oldvalue, oldtype, tb, value, type -> the same and the result of exit(type, value, tb) on top.',
  ],
  ['GET_AITER', 50, 'none', 0, 'a -> type(a).__aiter__(a), checked to have __anext__.'],
  [
    'GET_ANEXT',
    51,
    'none',
    1,
    'aiter -> aiter, awaitable: the awaitable iterator of aiter.__anext__() (an exact async generator is taken as it is).',
  ],
  [
    'BEFORE_ASYNC_WITH',
    52,
    'none',
    1,
    'mgr -> aexit, aenter(): the bound __aexit__ and the result of calling __aenter__.',
  ],
  [
    'END_ASYNC_FOR',
    54,
    'none',
    -7,
    'aiter, oldtb, oldvalue, oldtype, tb, value, type -> . When type is StopAsyncIteration: restores the old handled ' +
      'exception, drops all seven and goes on; else raises value again as RERAISE does.',
  ],
  ['INPLACE_ADD', 55, 'none', -1, 'a, b -> a += b.'],
  ['INPLACE_SUBTRACT', 56, 'none', -1, 'a, b -> a -= b.'],
  ['INPLACE_MULTIPLY', 57, 'none', -1, 'a, b -> a *= b.'],
  ['INPLACE_MODULO', 59, 'none', -1, 'a, b -> a %= b.'],
  ['STORE_SUBSCR', 60, 'none', -3, 'value, container, key -> . container[key] = value.'],
  ['DELETE_SUBSCR', 61, 'none', -2, 'container, key -> . del container[key].'],
  ['BINARY_LSHIFT', 62, 'none', -1, 'a, b -> a << b.'],
  ['BINARY_RSHIFT', 63, 'none', -1, 'a, b -> a >> b.'],
  ['BINARY_AND', 64, 'none', -1, 'a, b -> a & b.'],
  ['BINARY_XOR', 65, 'none', -1, 'a, b -> a ^ b.'],
  ['BINARY_OR', 66, 'none', -1, 'a, b -> a | b.'],
  ['INPLACE_POWER', 67, 'none', -1, 'a, b -> a **= b.'],
  ['GET_ITER', 68, 'none', 0, 'a -> iter(a).'],
  [
    'GET_YIELD_FROM_ITER',
    69,
    'none',
    0,
    "a -> the iterator of 'yield from a': a itself when it is a generator, or a coroutine and this code is a coroutine " +
      'or iterable coroutine; TypeError for a coroutine elsewhere; else iter(a).',
  ],
  [
    'PRINT_EXPR',
    70,
    'none',
    -1,
    'a -> . sys.displayhook(a): the value of an expression statement in interactive mode.',
  ],
  ['LOAD_BUILD_CLASS', 71, 'none', 1, 'Pushes builtins.__build_class__.'],
  [
    'YIELD_FROM',
    72,
    'none',
    -1,
    'receiver, v -> result. Sends v into receiver. While it yields, suspends this frame with the yielded value, receiver ' +
      'staying on the stack; the value sent on resumption takes the place of v and this instruction runs again. When ' +
      'it ends, receiver is replaced by its result.',
  ],
  ['GET_AWAITABLE', 73, 'none', 0, "a -> the iterator that 'await a' drives."],
  ['LOAD_ASSERTION_ERROR', 74, 'none', 1, 'Pushes the type AssertionError.'],
  ['INPLACE_LSHIFT', 75, 'none', -1, 'a, b -> a <<= b.'],
  ['INPLACE_RSHIFT', 76, 'none', -1, 'a, b -> a >>= b.'],
  ['INPLACE_AND', 77, 'none', -1, 'a, b -> a &= b.'],
  ['INPLACE_XOR', 78, 'none', -1, 'a, b -> a ^= b.'],
  ['INPLACE_OR', 79, 'none', -1, 'a, b -> a |= b.'],
  ['LIST_TO_TUPLE', 82, 'none', 0, 'list -> tuple(list).'],
  ['RETURN_VALUE', 83, 'none', -1, 'a -> . Returns a from the frame. No fall-through.'],
  ['IMPORT_STAR', 84, 'none', -1, 'module -> . Stores its public names into the locals.'],
  ['SETUP_ANNOTATIONS', 85, 'none', 0, "Makes sure that the locals have a dict '__annotations__'."],
  [
    'YIELD_VALUE',
    86,
    'none',
    0,
    'a -> sent. Suspends the frame yielding a (wrapped, in an async generator); the value sent on resumption is pushed.',
  ],
  ['POP_BLOCK', 87, 'none', 0, 'Does nothing: ends a protected range in the listing.'],
  [
    'POP_EXCEPT',
    89,
    'none',
    -3,
    'oldtb, oldvalue, oldtype -> . Makes that again the handled exception (None, None, None: none).',
  ],
  ['STORE_NAME', 90, 'name', -1, 'a -> . locals[names[arg]] = a.'],
  ['DELETE_NAME', 91, 'name', 0, 'del locals[names[arg]]; NameError when missing.'],
  [
    'UNPACK_SEQUENCE',
    92,
    'raw',
    (arg: number) => arg - 1,
    'a -> items. Unpacks exactly arg items, the first of them on top of the stack.',
  ],
  [
    'FOR_ITER',
    93,
    'jrel',
    1,
    'iter -> iter, next(iter). When it is exhausted: iter -> . and jumps forward by arg.',
    -1,
  ],
  [
    'UNPACK_EX',
    94,
    'raw',
    (arg: number) => (arg & 0xff) + (arg >> 8),
    'a -> items. Unpacks arg & 255 items, then a list of the middle ones, then arg >> 8 items; the first on top.',
  ],
  ['STORE_ATTR', 95, 'name', -2, 'value, object -> . object.names[arg] = value.'],
  ['DELETE_ATTR', 96, 'name', -1, 'object -> . del object.names[arg].'],
  ['STORE_GLOBAL', 97, 'name', -1, 'a -> . globals[names[arg]] = a.'],
  ['DELETE_GLOBAL', 98, 'name', 0, 'del globals[names[arg]]; NameError when missing.'],
  ['ROT_N', 99, 'raw', 0, 'Moves the top down to position arg (1 is the top itself), lifting those above by one.'],
  ['LOAD_CONST', 100, 'const', 1, 'Pushes consts[arg].'],
  ['LOAD_NAME', 101, 'name', 1, 'Pushes names[arg] looked up in locals, globals, builtins.'],
  ['BUILD_TUPLE', 102, 'raw', (arg: number) => 1 - arg, 'arg items -> a tuple of them.'],
  ['BUILD_LIST', 103, 'raw', (arg: number) => 1 - arg, 'arg items -> a list of them.'],
  ['BUILD_SET', 104, 'raw', (arg: number) => 1 - arg, 'arg items -> a set of them, added in order.'],
  ['BUILD_MAP', 105, 'raw', (arg: number) => 1 - 2 * arg, 'arg pairs key, value -> a dict of them.'],
  ['LOAD_ATTR', 106, 'name', 0, 'a -> a.names[arg].'],
  ['COMPARE_OP', 107, 'compare', -1, 'a, b -> a op b, op being < <= == != > >= for arg 0 to 5.'],
  [
    'IMPORT_NAME',
    108,
    'name',
    -1,
    'level, fromlist -> module: __import__(names[arg], globals, locals, fromlist, level).',
  ],
  [
    'IMPORT_FROM',
    109,
    'name',
    1,
    'module -> module, module.names[arg] (falling back to sys.modules); ImportError if missing.',
  ],
  ['JUMP_FORWARD', 110, 'jrel', 0, 'Jumps. No fall-through.', 0],
  ['JUMP_IF_FALSE_OR_POP', 111, 'jabs', -1, 'a -> a and jumps when a is false; a -> . when it is true.', 0],
  ['JUMP_IF_TRUE_OR_POP', 112, 'jabs', -1, 'a -> a and jumps when a is true; a -> . when it is false.', 0],
  ['JUMP_ABSOLUTE', 113, 'jabs', 0, 'Jumps. No fall-through.', 0],
  ['POP_JUMP_IF_FALSE', 114, 'jabs', -1, 'a -> . Jumps when a is false.', -1],
  ['POP_JUMP_IF_TRUE', 115, 'jabs', -1, 'a -> . Jumps when a is true.', -1],
  ['LOAD_GLOBAL', 116, 'name', 1, 'Pushes names[arg] looked up in globals, builtins.'],
  ['IS_OP', 117, 'raw', -1, 'a, b -> a is b (arg 0), a is not b (arg 1).'],
  ['CONTAINS_OP', 118, 'raw', -1, 'a, b -> a in b (arg 0), a not in b (arg 1).'],
  [
    'JUMP_IF_NOT_EXC_MATCH',
    121,
    'jabs',
    -2,
    'exc, type -> . Jumps when exc (the type or value on top of the six) does not match type, an exception class or ' +
      'tuple of them; TypeError for anything else.',
    -2,
  ],
  [
    'SETUP_FINALLY',
    122,
    'jrel',
    0,
    'Does nothing: begins a range protected by the handler at its target, up to POP_BLOCK. The table says it all.',
    6,
  ],
  ['LOAD_FAST', 124, 'local', 1, 'Pushes local varnames[arg]; UnboundLocalError when unset.'],
  ['STORE_FAST', 125, 'local', -1, 'a -> . Sets local varnames[arg].'],
  ['DELETE_FAST', 126, 'local', 0, 'Unsets local varnames[arg]; UnboundLocalError when unset.'],
  [
    'RAISE_VARARGS',
    130,
    'raw',
    (arg: number) => -arg,
    'arg 0: re-raises the handled exception. 1: exc -> . raise exc. 2: exc, cause -> . raise exc from cause. No ' +
      'fall-through.',
  ],
  ['CALL_FUNCTION', 131, 'raw', (arg: number) => -arg, 'callable, arg positional arguments -> result.'],
  [
    'MAKE_FUNCTION',
    132,
    'raw',
    (arg: number) => -1 - (arg & 1) - ((arg >> 1) & 1) - ((arg >> 2) & 1) - ((arg >> 3) & 1) - ((arg >> 4) & 1),
    'extras, code, qualname -> function. The extras are there when their bit is set in arg, in this order: 0x01 a tuple ' +
      'of defaults, 0x02 a dict of keyword-only defaults, 0x04 a dict of annotations (from __future__ import ' +
      'annotations), 0x10 the __annotate__ function, 0x08 a tuple of cells (the closure).',
  ],
  [
    'BUILD_SLICE',
    133,
    'raw',
    (arg: number) => 1 - arg,
    'start, stop -> slice(start, stop) for arg 2; start, stop, step -> slice(...) for arg 3.',
  ],
  ['LOAD_CLOSURE', 135, 'free', 1, 'Pushes the cell itself: cellvars then freevars at arg.'],
  [
    'LOAD_DEREF',
    136,
    'free',
    1,
    "Pushes the cell's contents; NameError (free) or UnboundLocalError (cell) when empty.",
  ],
  ['STORE_DEREF', 137, 'free', -1, "a -> . Sets the cell's contents."],
  ['DELETE_DEREF', 138, 'free', 0, 'Empties the cell; error as LOAD_DEREF when it is empty.'],
  [
    'CALL_FUNCTION_KW',
    141,
    'raw',
    (arg: number) => -arg - 1,
    'callable, arg arguments, names -> result. names is a tuple of the keywords of the last len(names) arguments.',
  ],
  [
    'CALL_FUNCTION_EX',
    142,
    'raw',
    (arg: number) => -1 - (arg & 1),
    'callable, args -> result; callable, args, kwargs -> result when arg & 1. args is any iterable, kwargs any mapping ' +
      '(a fresh dict if the compiler built it).',
  ],
  [
    'SETUP_WITH',
    143,
    'jrel',
    1,
    'mgr -> exit, entered: the bound __exit__, and the result of calling __enter__. Begins a range as SETUP_FINALLY ' +
      'does, whose depth keeps exit.',
    6,
  ],
  ['EXTENDED_ARG', 144, 'raw', 0, 'Prefix: its operand is the next higher byte of the operand that follows.'],
  [
    'LIST_APPEND',
    145,
    'raw',
    -1,
    'a -> . list.append(a), the list being arg below the top after a is popped (1: the top).',
  ],
  ['SET_ADD', 146, 'raw', -1, 'a -> . set.add(a), the set found as by LIST_APPEND.'],
  [
    'MAP_ADD',
    147,
    'raw',
    -2,
    'key, value -> . dict[key] = value, the dict found as by LIST_APPEND after both are popped.',
  ],
  [
    'LOAD_CLASSDEREF',
    148,
    'free',
    1,
    "Pushes the name of the free variable arg looked up in the locals mapping, else the cell's contents as LOAD_DEREF.",
  ],
  [
    'MATCH_CLASS',
    152,
    'raw',
    -2,
    'subject, class, names -> result. names is a tuple of keyword attribute names, arg the number of positional ' +
      'patterns. result is a tuple of the attribute values (positional ones first), or None when subject is no instance ' +
      'or lacks one.',
  ],
  [
    'SETUP_ASYNC_WITH',
    154,
    'jrel',
    0,
    'exit, entered -> the same. Begins a range as SETUP_FINALLY does, whose depth keeps exit but not entered.',
    5,
  ],
  [
    'FORMAT_VALUE',
    155,
    'raw',
    (arg: number) => (arg & 4 ? -1 : 0),
    'a -> format(a); a, spec -> format(a, spec) when arg & 4. Before, by arg & 3: 1 str(a), 2 repr(a), 3 ascii(a).',
  ],
  ['BUILD_CONST_KEY_MAP', 156, 'raw', (arg: number) => -arg, 'arg values, keys -> dict. keys is a tuple of arg keys.'],
  ['BUILD_STRING', 157, 'raw', (arg: number) => 1 - arg, 'arg strings -> one string.'],
  [
    'LOAD_METHOD',
    160,
    'name',
    1,
    'a -> method, a: the unbound method names[arg] when calling it with a is the same as the attribute access; else ' +
      'NULL, a.names[arg].',
  ],
  [
    'CALL_METHOD',
    161,
    'raw',
    (arg: number) => -arg - 1,
    'two values of LOAD_METHOD, arg positional arguments -> result.',
  ],
  ['LIST_EXTEND', 162, 'raw', -1, 'iterable -> . list.extend(iterable), the list found as by LIST_APPEND.'],
  ['SET_UPDATE', 163, 'raw', -1, 'iterable -> . set.update(iterable), the set found as by LIST_APPEND.'],
  [
    'DICT_MERGE',
    164,
    'raw',
    -1,
    'mapping -> . Merges into the dict found as by LIST_APPEND; TypeError on a repeated key, which names the callable, ' +
      'two below that dict (callable, args, dict).',
  ],
  ['DICT_UPDATE', 165, 'raw', -1, 'mapping -> . dict.update(mapping), the dict found as by LIST_APPEND.'],
  [
    'CALL_INTRINSIC_1',
    173,
    'raw',
    0,
    'a -> result. By arg (CPython numbers): 7 TYPEVAR name, 8 PARAMSPEC name, 9 TYPEVARTUPLE name -> the type parameter; ' +
      '10 SUBSCRIPT_GENERIC params -> Generic[params]; 11 TYPEALIAS (name, type_params or None, evaluator) -> alias.',
  ],
  [
    'CALL_INTRINSIC_2',
    174,
    'raw',
    -1,
    'a, b -> result. By arg: 2 TYPEVAR_WITH_BOUND name, evaluator; 3 TYPEVAR_WITH_CONSTRAINTS name, evaluator; ' +
      '4 SET_FUNCTION_TYPE_PARAMS function, params -> function; 5 SET_TYPEPARAM_DEFAULT param, evaluator -> param.',
  ],
  ['LOAD_FROM_DICT_OR_GLOBALS', 175, 'name', 0, 'mapping -> names[arg] looked up in mapping, globals, builtins.'],
  [
    'LOAD_FROM_DICT_OR_DEREF',
    176,
    'free',
    0,
    "mapping -> the free variable's name looked up in mapping, else the cell's contents as LOAD_DEREF.",
  ],
  ['LOAD_COMMON_CONSTANT', 177, 'raw', 1, 'Pushes the type NotImplementedError (arg 1, its number in CPython).'],
  [
    'BUILD_INTERPOLATION',
    178,
    'raw',
    (arg: number) => -1 - (arg & 1),
    'value, expression text -> Interpolation; value, text, format spec -> Interpolation when arg & 1. arg >> 2 is the ' +
      'conversion: 0 none, 1 str, 2 repr, 3 ascii (kept, not applied).',
  ],
  [
    'BREAKPOINT',
    254,
    'raw',
    0,
    'Never compiled: the debugger writes it over an opcode whose operand stays. The VM stops, then runs the opcode it hides.',
  ],
] as const satisfies readonly Row[];

export type OpcodeName = (typeof ROWS)[number][0];

export interface OpcodeInfo {
  readonly name: OpcodeName;
  readonly number: number;
  readonly operand: OperandKind;
  /** What it does to the stack, in words. */
  readonly doc: string;
  /** Change of stack depth when it falls through. */
  effect(arg: number): number;
  /** Change of stack depth at the jump target; null when it never jumps. For SETUP_*: depth in the handler. */
  readonly jumpEffect: number | null;
}

/** Name to number. */
export const Op = Object.fromEntries(ROWS.map((row) => [row[0], row[1]])) as { readonly [K in OpcodeName]: number };

/** Number to row; undefined for unused numbers. */
export const OPCODES: readonly (OpcodeInfo | undefined)[] = (() => {
  const table = new Array<OpcodeInfo | undefined>(256).fill(undefined);
  for (const [name, number, operand, effect, doc, jumpEffect] of ROWS as readonly Row[]) {
    table[number] = {
      name: name as OpcodeName,
      number,
      operand,
      doc,
      effect: typeof effect === 'number' ? () => effect : effect,
      jumpEffect: jumpEffect ?? null,
    };
  }
  return table;
})();

/** Opcodes below this number ignore their operand byte. */
export const HAVE_ARGUMENT = 90;

export const COMPARE_OPERATORS = ['<', '<=', '==', '!=', '>', '>='] as const;

/** Operands of CALL_INTRINSIC_1 and CALL_INTRINSIC_2, CPython's names and numbers. */
export const Intrinsic1 = { TYPEVAR: 7, PARAMSPEC: 8, TYPEVARTUPLE: 9, SUBSCRIPT_GENERIC: 10, TYPEALIAS: 11 } as const;
export const Intrinsic2 = {
  TYPEVAR_WITH_BOUND: 2,
  TYPEVAR_WITH_CONSTRAINTS: 3,
  SET_FUNCTION_TYPE_PARAMS: 4,
  SET_TYPEPARAM_DEFAULT: 5,
} as const;

/** Bits of MAKE_FUNCTION's operand. */
export const MakeFunction = {
  DEFAULTS: 0x01,
  KWDEFAULTS: 0x02,
  ANNOTATIONS: 0x04,
  CLOSURE: 0x08,
  ANNOTATE: 0x10,
} as const;
