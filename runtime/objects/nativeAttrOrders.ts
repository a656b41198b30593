/**
 * In which order CPython's tables have the methods, fields and computed attributes of some types (by tp_name), where ours
 * are defined in another.
 */
export const nativeAttrOrders: Readonly<Record<string, string>> = {
  memoryview:
    'release tobytes hex tolist cast toreadonly _from_flags count index __enter__ __exit__ __class_getitem__ obj nbytes readonly itemsize format ndim shape strides suboffsets c_contiguous f_contiguous contiguous',
  bytearray:
    '__alloc__ __reduce__ __reduce_ex__ __sizeof__ append capitalize center clear copy count decode endswith expandtabs extend find fromhex hex index insert isalnum isalpha isascii isdigit islower isspace istitle isupper join ljust lower lstrip maketrans partition pop remove replace removeprefix removesuffix resize reverse rfind rindex rjust rpartition rsplit rstrip split splitlines startswith strip swapcase title translate upper zfill',
  bytes:
    '__getnewargs__ __bytes__ capitalize center count decode endswith expandtabs find fromhex hex index isalnum isalpha isascii isdigit islower isspace istitle isupper join ljust lower lstrip maketrans partition replace removeprefix removesuffix rfind rindex rjust rpartition rsplit rstrip split splitlines startswith strip swapcase title translate upper zfill',
  classmethod: '__class_getitem__ __func__ __wrapped__ __isabstractmethod__ __dict__ __annotations__ __annotate__',
  complex: 'from_number conjugate __complex__ __getnewargs__ __format__ real imag',
  dict: '__sizeof__ get setdefault pop popitem keys items values update fromkeys clear copy __reversed__ __class_getitem__',
  float:
    'from_number conjugate __trunc__ __floor__ __ceil__ __round__ as_integer_ratio fromhex hex is_integer __getnewargs__ __getformat__ __format__ real imag',
  frozenset:
    'copy difference intersection isdisjoint issubset issuperset __reduce__ __sizeof__ symmetric_difference union __class_getitem__',
  int: 'conjugate bit_length bit_count to_bytes from_bytes as_integer_ratio __trunc__ __floor__ __ceil__ __round__ __getnewargs__ __format__ __sizeof__ is_integer real imag numerator denominator',
  list: '__reversed__ __sizeof__ clear copy append insert extend pop remove index count reverse sort __class_getitem__',
  object:
    '__reduce_ex__ __reduce__ __getstate__ __subclasshook__ __init_subclass__ __format__ __sizeof__ __dir__ __class__',
  range: '__reversed__ __reduce__ count index start stop step',
  set: 'add clear copy discard difference difference_update intersection intersection_update isdisjoint issubset issuperset pop __reduce__ remove __sizeof__ symmetric_difference symmetric_difference_update union update __class_getitem__',
  staticmethod: '__class_getitem__ __func__ __wrapped__ __isabstractmethod__ __dict__ __annotations__ __annotate__',
  str: 'encode replace split rsplit join capitalize casefold title center count expandtabs find partition index ljust lower lstrip rfind rindex rjust rstrip rpartition splitlines strip swapcase translate upper startswith endswith removeprefix removesuffix isascii islower isupper istitle isspace isdecimal isdigit isnumeric isalpha isalnum isidentifier isprintable zfill format format_map __format__ maketrans __sizeof__ __getnewargs__',
  tuple: '__getnewargs__ index count __class_getitem__',
  type: 'mro __subclasses__ __prepare__ __instancecheck__ __subclasscheck__ __dir__ __sizeof__ __basicsize__ __itemsize__ __flags__ __weakrefoffset__ __base__ __dictoffset__ __name__ __qualname__ __bases__ __mro__ __module__ __dict__ __doc__ __text_signature__ __annotations__ __annotate__ __type_params__',
  BaseException:
    '__reduce__ __setstate__ with_traceback add_note __suppress_context__ __dict__ args __traceback__ __context__ __cause__',
  BaseExceptionGroup: '__class_getitem__ derive split subgroup message exceptions',
  ImportError: '__reduce__ msg name path name_from',
  SyntaxError: 'msg filename lineno offset text end_lineno end_offset print_file_and_line _metadata',
  UnicodeDecodeError: 'encoding object start end reason',
  UnicodeEncodeError: 'encoding object start end reason',
  UnicodeTranslateError: 'encoding object start end reason',
  mappingproxy: 'get keys values items copy __class_getitem__ __reversed__',
  'collections.deque':
    'append appendleft clear __copy__ copy count extend extendleft index insert pop popleft __reduce__ remove __reversed__ reverse rotate __sizeof__ __class_getitem__ maxlen',
  'collections.OrderedDict':
    'fromkeys __sizeof__ __reduce__ setdefault pop popitem keys values items update clear copy __reversed__ move_to_end __dict__',
  async_generator:
    'asend athrow aclose __sizeof__ __class_getitem__ ag_running __name__ __qualname__ ag_await ag_frame ag_code ag_suspended',
  builtin_function_or_method: '__reduce__ __module__ __name__ __qualname__ __self__ __text_signature__',
  classmethod_descriptor: '__objclass__ __name__ __qualname__ __text_signature__',
  code: '__sizeof__ co_lines co_branches co_positions replace _varname_from_oparg __replace__ co_argcount co_posonlyargcount co_kwonlyargcount co_stacksize co_flags co_nlocals co_consts co_names co_filename co_name co_qualname co_firstlineno co_linetable co_exceptiontable co_lnotab _co_code_adaptive co_varnames co_cellvars co_freevars co_code',
  coroutine:
    'send throw close __sizeof__ __class_getitem__ cr_origin __name__ __qualname__ cr_await cr_running cr_frame cr_code cr_suspended',
  frame:
    'clear __sizeof__ f_trace_lines f_back f_locals f_lineno f_trace f_lasti f_globals f_builtins f_code f_trace_opcodes f_generator',
  function:
    '__closure__ __globals__ __module__ __builtins__ __code__ __defaults__ __kwdefaults__ __annotations__ __annotate__ __dict__ __name__ __qualname__ __type_params__',
  generator:
    'send throw close __sizeof__ __class_getitem__ __name__ __qualname__ gi_yieldfrom gi_running gi_frame gi_suspended gi_code',
  getset_descriptor: '__objclass__ __name__ __qualname__',
  member_descriptor: '__reduce__ __objclass__ __name__ __qualname__',
  method_descriptor: '__reduce__ __objclass__ __name__ __qualname__ __text_signature__',
  'method-wrapper': '__reduce__ __self__ __objclass__ __name__ __qualname__ __text_signature__',
  traceback: '__dir__ tb_frame tb_lasti tb_next tb_lineno',
  wrapper_descriptor: '__reduce__ __objclass__ __name__ __qualname__ __text_signature__',
  dict_keys: 'isdisjoint __reversed__ mapping',
  dict_items: 'isdisjoint __reversed__ mapping',
  're.Pattern':
    'match fullmatch search sub subn findall split finditer scanner __copy__ __deepcopy__ __class_getitem__ pattern flags groups groupindex',
  're.Match':
    'group start end span groups groupdict expand __copy__ __deepcopy__ __class_getitem__ string re pos endpos lastindex lastgroup regs',
};
