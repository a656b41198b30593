/**
 * The error pass's grammar of expressions and targets, in the notation of pegNotation.ts.
 *
 * Owns: the same as statementGrammar.ts, for expressions. Nodes keep what messages need: kind, place, some children.
 */

export const EXPRESSION_GRAMMAR = String.raw`
expressions
  a=expression b=(',' c=expression => c)+ ','? => $tuple(a, b)
  a=expression ',' => $tuple(a)
  expression
expression memo
  invalid_expression
  invalid_legacy_expression
  a=disjunction 'if' disjunction 'else' expression => IfExp(a)
  disjunction
  lambdef
yield_expr
  'yield' 'from' expression => YieldFrom()
  'yield' star_expressions? => Yield()
star_expressions
  a=star_expression b=(',' c=star_expression => c)+ ','? => $tuple(a, b)
  a=star_expression ',' => $tuple(a)
  star_expression
star_expression memo
  '*' a=bitwise_or => Starred(a)
  expression
star_named_expressions
  a=','.star_named_expression+ ','? => a
star_named_expression
  '*' a=bitwise_or => Starred(a)
  named_expression
assignment_expression
  NAME ':=' ~ expression => NamedExpr()
named_expression
  assignment_expression
  invalid_named_expression
  a=expression !':=' => a
disjunction memo
  conjunction ('or' conjunction)+ => BoolOp()
  conjunction
conjunction memo
  inversion ('and' inversion)+ => BoolOp()
  inversion
inversion memo
  'not' inversion => UnaryOp()
  comparison
comparison
  a=bitwise_or b=compare_op_bitwise_or_pair+ => Compare(a, b)
  bitwise_or
compare_op_bitwise_or_pair
  '==' bitwise_or
  NOTEQUAL bitwise_or
  '<=' bitwise_or
  '<' bitwise_or
  '>=' bitwise_or
  '>' bitwise_or
  'not' 'in' bitwise_or
  'in' bitwise_or => In()
  'is' 'not' bitwise_or
  'is' bitwise_or
bitwise_or
  bitwise_or '|' bitwise_xor => BinOp()
  bitwise_xor
bitwise_xor
  bitwise_xor '^' bitwise_and => BinOp()
  bitwise_and
bitwise_and
  bitwise_and '&' shift_expr => BinOp()
  shift_expr
shift_expr
  shift_expr '<<' sum => BinOp()
  shift_expr '>>' sum => BinOp()
  invalid_arithmetic
  sum
sum
  sum '+' term => BinOp()
  sum '-' term => BinOp()
  term
term
  term '*' factor => BinOp()
  term '/' factor => BinOp()
  term '//' factor => BinOp()
  term '%' factor => BinOp()
  term '@' factor => BinOp()
  invalid_factor
  factor
factor memo
  '+' factor => UnaryOp()
  '-' factor => UnaryOp()
  '~' factor => UnaryOp()
  power
power
  await_primary '**' factor => BinOp()
  await_primary
await_primary memo
  'await' primary => Await()
  primary
primary
  primary '.' NAME => Attribute()
  primary genexp => Call()
  primary '(' arguments? ')' => Call()
  primary '[' slices ']' => Subscript()
  atom
slices
  a=slice !',' => a
  a=','.(slice | starred_expression)+ ','? => Tuple(a)
slice
  expression? ':' expression? (':' expression?)? => Slice()
  named_expression
atom
  a=NAME => Name(a)
  'True' => True()
  'False' => False()
  'None' => None()
  &(STRING | FSTRING_START | TSTRING_START) strings
  a=NUMBER => $number(a)
  &'(' (tuple | group | genexp)
  &'[' (list | listcomp)
  &'{' (dict | set | dictcomp | setcomp)
  '...' => Ellipsis()
group
  '(' a=(yield_expr | named_expression) ')' => a
  invalid_group
lambdef
  'lambda' lambda_params? ':' expression => Lambda()
lambda_params
  invalid_lambda_parameters
  lambda_parameters
lambda_parameters
  lambda_slash_no_default lambda_param_no_default* lambda_param_with_default* lambda_star_etc?
  lambda_slash_with_default lambda_param_with_default* lambda_star_etc?
  lambda_param_no_default+ lambda_param_with_default* lambda_star_etc?
  lambda_param_with_default+ lambda_star_etc?
  lambda_star_etc
lambda_slash_no_default
  lambda_param_no_default+ '/' ','
  lambda_param_no_default+ '/' &':'
lambda_slash_with_default
  lambda_param_no_default* lambda_param_with_default+ '/' ','
  lambda_param_no_default* lambda_param_with_default+ '/' &':'
lambda_star_etc
  invalid_lambda_star_etc
  '*' lambda_param_no_default lambda_param_maybe_default* lambda_kwds?
  '*' ',' lambda_param_maybe_default+ lambda_kwds?
  lambda_kwds
lambda_kwds
  invalid_lambda_kwds
  '**' lambda_param_no_default
lambda_param_no_default
  a=lambda_param ',' => a
  a=lambda_param &':' => a
lambda_param_with_default
  lambda_param default ','
  lambda_param default &':'
lambda_param_maybe_default
  lambda_param default? ','
  lambda_param default? &':'
lambda_param
  a=NAME => a

fstring_middle
  fstring_replacement_field
  FSTRING_MIDDLE
fstring_replacement_field
  '{' annotated_rhs '='? fstring_conversion? fstring_full_format_spec? '}'
  invalid_fstring_replacement_field
fstring_conversion
  a='!' b=NAME => $conversion(a, b)
fstring_full_format_spec
  ':' fstring_format_spec*
fstring_format_spec
  a=FSTRING_MIDDLE => $formatText(a)
  fstring_replacement_field
fstring
  a=FSTRING_START b=fstring_middle* FSTRING_END => $fstring(a, b)
tstring_format_spec_replacement_field
  '{' annotated_rhs '='? fstring_conversion? tstring_full_format_spec? '}'
  invalid_tstring_replacement_field
tstring_format_spec
  a=TSTRING_MIDDLE => $formatText(a)
  tstring_format_spec_replacement_field
tstring_full_format_spec
  ':' tstring_format_spec*
tstring_replacement_field
  '{' annotated_rhs '='? fstring_conversion? tstring_full_format_spec? '}'
  invalid_tstring_replacement_field
tstring_middle
  tstring_replacement_field
  TSTRING_MIDDLE
tstring memo
  a=TSTRING_START b=tstring_middle* TSTRING_END => $tstring(a, b)
string
  a=STRING => $string(a)
strings memo
  invalid_string_tstring_concat
  a=(fstring | string)+ => $strings(a)
  tstring+ => TemplateStr()

list
  '[' a=star_named_expressions? ']' => List(a)
tuple
  '(' a=(b=star_named_expression ',' c=star_named_expressions? => $join(b, c))? ')' => Tuple(a)
set
  '{' star_named_expressions '}' => Set()
dict
  '{' double_starred_kvpairs? '}' => Dict()
  '{' invalid_double_starred_kvpairs '}'
double_starred_kvpairs
  ','.double_starred_kvpair+ ','?
double_starred_kvpair
  '**' bitwise_or
  kvpair
kvpair
  expression ':' expression

for_if_clauses
  for_if_clause+
for_if_clause
  'async' 'for' star_targets 'in' ~ a=disjunction b=('if' z=disjunction => z)* => Clause(a, b)
  'for' star_targets 'in' ~ a=disjunction b=('if' z=disjunction => z)* => Clause(a, b)
  invalid_for_if_clause
  invalid_for_target
listcomp
  '[' named_expression for_if_clauses ']' => ListComp()
  invalid_comprehension
setcomp
  '{' named_expression for_if_clauses '}' => SetComp()
  invalid_comprehension
genexp
  '(' (assignment_expression | expression !':=') for_if_clauses ')' => GeneratorExp()
  invalid_comprehension
dictcomp
  '{' kvpair for_if_clauses '}' => DictComp()
  invalid_dict_comprehension

arguments memo
  a=args ','? &')' => a
  invalid_arguments
args
  a=','.(starred_expression | (b=(assignment_expression | c=expression !':=' => c) !'=' => b))+ b=(',' k=kwargs => k)? => Args(a, b)
  b=kwargs => Args(null, b)
kwargs
  a=','.kwarg_or_starred+ ',' b=','.kwarg_or_double_starred+ => $join(a, b)
  ','.kwarg_or_starred+
  ','.kwarg_or_double_starred+
starred_expression
  invalid_starred_expression_unpacking
  '*' a=expression => Starred(a)
  invalid_starred_expression
kwarg_or_starred
  invalid_kwarg
  NAME '=' expression => Keyword()
  starred_expression
kwarg_or_double_starred
  invalid_kwarg
  NAME '=' expression => Keyword()
  '**' expression => KeywordUnpacking()

star_targets
  a=star_target !',' => a
  star_target (',' star_target)* ','?
star_targets_list_seq
  ','.star_target+ ','?
star_targets_tuple_seq
  star_target (',' star_target)+ ','?
  star_target ','
star_target memo
  '*' (!'*' star_target)
  target_with_star_atom
target_with_star_atom memo
  t_primary '.' NAME !t_lookahead
  t_primary '[' slices ']' !t_lookahead
  star_atom
star_atom
  NAME
  '(' target_with_star_atom ')'
  '(' star_targets_tuple_seq? ')'
  '[' star_targets_list_seq? ']'
single_target
  single_subscript_attribute_target
  NAME
  '(' single_target ')'
single_subscript_attribute_target
  t_primary '.' NAME !t_lookahead
  t_primary '[' slices ']' !t_lookahead
t_primary
  t_primary '.' NAME &t_lookahead
  t_primary '[' slices ']' &t_lookahead
  t_primary genexp &t_lookahead
  t_primary '(' arguments? ')' &t_lookahead
  atom &t_lookahead
t_lookahead
  '('
  '['
  '.'
del_targets
  ','.del_target+ ','?
del_target memo
  t_primary '.' NAME !t_lookahead
  t_primary '[' slices ']' !t_lookahead
  del_t_atom
del_t_atom
  NAME
  '(' del_target ')'
  '(' del_targets? ')'
  '[' del_targets? ']'
`;
