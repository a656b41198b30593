/**
 * The error pass's rules for wrong programs, in the notation of pegNotation.ts: what each mistake looks like and
 * how CPython 3.14 words it. `at a`, `range a b`, `from a`, `here`, `next`, `indent` say what is blamed.
 *
 * Owns: messages. Must not know: how they are raised (errorActions.ts).
 */

export const INVALID_GRAMMAR = String.raw`
invalid_arguments
  ((','.(starred_expression | ((assignment_expression | expression !':=') !'='))+ ',' kwargs) | kwargs) a=',' ','.(starred_expression !'=')+ => !from a "iterable argument unpacking follows keyword argument unpacking"
  a=expression b=for_if_clauses ',' (args | expression for_if_clauses)? => !range a $lastClause(b) "Generator expression must be parenthesized"
  a=NAME b='=' expression for_if_clauses => !range a b "invalid syntax. Maybe you meant '==' or ':=' instead of '='?"
  (args ',')? a=NAME b='=' &(',' | ')') => !range a b "expected argument value expression"
  a=args b=for_if_clauses => $nonParenthesizedGenerator(a, b)
  args ',' a=expression b=for_if_clauses => !range a $lastClause(b) "Generator expression must be parenthesized"
  a=args ',' args => $argumentOrder(a)
invalid_kwarg
  a=('True' | 'False' | 'None') b='=' => !range a b "cannot assign to {text:a}"
  a=NAME b='=' expression for_if_clauses => !range a b "invalid syntax. Maybe you meant '==' or ':=' instead of '='?"
  !(NAME '=') a=expression b='=' => !range a b "expression cannot contain assignment, perhaps you meant \"==\"?"
  a='**' expression '=' b=expression => !range a b "cannot assign to keyword argument unpacking"

expression_without_invalid
  a=disjunction 'if' disjunction 'else' expression => IfExp(a)
  disjunction
  lambdef
invalid_legacy_expression
  a=NAME !'(' b=star_expressions => $legacyStatement(a, b)
invalid_type_param
  '*' NAME a=':' b=expression => !from a "cannot use {bound:b} with TypeVarTuple"
  '**' NAME a=':' b=expression => !from a "cannot use {bound:b} with ParamSpec"
invalid_expression
  STRING a=(!STRING b=expression_without_invalid => b)+ STRING => !range $first(a) $last(a) "invalid syntax. Is this intended to be part of the string?"
  !(NAME STRING | SOFT_KEYWORD) a=disjunction b=expression_without_invalid => $missingComma(a, b)
  a=disjunction 'if' b=disjunction !('else' | ':') => !range a b "expected 'else' after 'if' expression"
  disjunction 'if' disjunction 'else' !expression => !next "expected expression after 'else', but statement is given"
  a=(pass_stmt | break_stmt | continue_stmt) 'if' disjunction 'else' simple_stmt => !at a "expected expression before 'if', but statement is given"
  a='lambda' lambda_params? b=':' &FSTRING_MIDDLE => !range a b "f-string: lambda expressions are not allowed without parentheses"
  a='lambda' lambda_params? b=':' &TSTRING_MIDDLE => !range a b "t-string: lambda expressions are not allowed without parentheses"
invalid_named_expression memo
  a=expression ':=' expression => !at a "cannot use assignment expressions with {name:a}"
  a=NAME '=' b=bitwise_or !('=' | ':=') => !range a b "invalid syntax. Maybe you meant '==' or ':=' instead of '='?"
  !(list | tuple | genexp | 'True' | 'None' | 'False') a=bitwise_or '=' bitwise_or !('=' | ':=') => !at a "cannot assign to {name:a} here. Maybe you meant '==' instead of '='?"
invalid_assignment
  a=invalid_ann_assign_target ':' expression => !at a "only single target (not {name:a}) can be annotated"
  a=star_named_expression ',' star_named_expressions* ':' expression => !at a "only single target (not tuple) can be annotated"
  a=expression ':' expression => !at a "illegal target for annotation"
  (star_targets '=')* a=star_expressions '=' => $starTarget(a)
  (star_targets '=')* a=yield_expr '=' => !at a "assignment to yield expression not possible"
  a=star_expressions augassign annotated_rhs => !at a "'{name:a}' is an illegal expression for augmented assignment"
invalid_ann_assign_target
  list
  tuple
  '(' a=invalid_ann_assign_target ')' => a
invalid_del_stmt
  'del' a=star_expressions => $deleteTarget(a)
invalid_block
  NEWLINE !INDENT => !indent "expected an indented block"
invalid_comprehension
  ('[' | '(' | '{') a=starred_expression for_if_clauses => !at a "iterable unpacking cannot be used in comprehension"
  ('[' | '{') a=star_named_expression ',' b=star_named_expressions for_if_clauses => !range a $last(b) "did you forget parentheses around the comprehension target?"
  ('[' | '{') a=star_named_expression b=',' for_if_clauses => !range a b "did you forget parentheses around the comprehension target?"
invalid_dict_comprehension
  '{' a='**' bitwise_or for_if_clauses '}' => !at a "dict unpacking cannot be used in dict comprehension"
invalid_parameters
  a='/' ',' => !at a "at least one argument must precede /"
  (slash_no_default | slash_with_default) param_maybe_default* a='/' => !at a "/ may appear only once"
  slash_no_default? param_no_default* invalid_parameters_helper a=param_no_default => !at a "parameter without a default follows parameter with a default"
  param_no_default* a='(' param_no_default+ ','? b=')' => !range a b "Function parameters cannot be parenthesized"
  (slash_no_default | slash_with_default)? param_maybe_default* '*' (',' | param_no_default) param_maybe_default* a='/' => !at a "/ must be ahead of *"
  param_maybe_default+ '/' a='*' => !at a "expected comma between / and *"
invalid_parameters_helper
  slash_with_default
  param_with_default+
invalid_default
  a='=' &(')' | ',') => !at a "expected default value expression"
invalid_star_etc
  a='*' (')' | ',' (')' | '**')) => !at a "named arguments must follow bare *"
  '*' ',' TYPE_COMMENT => !here "bare * has associated type comment"
  '*' param a='=' => !at a "var-positional argument cannot have default value"
  '*' (param_no_default | ',') param_maybe_default* a='*' (param_no_default | ',') => !at a "* argument may appear only once"
invalid_kwds
  '**' param a='=' => !at a "var-keyword argument cannot have default value"
  '**' param ',' a=param => !at a "arguments cannot follow var-keyword argument"
  '**' param ',' a=('*' | '**' | '/') => !at a "arguments cannot follow var-keyword argument"
invalid_lambda_parameters
  a='/' ',' => !at a "at least one argument must precede /"
  (lambda_slash_no_default | lambda_slash_with_default) lambda_param_maybe_default* a='/' => !at a "/ may appear only once"
  lambda_slash_no_default? lambda_param_no_default* invalid_lambda_parameters_helper a=lambda_param_no_default => !at a "parameter without a default follows parameter with a default"
  lambda_param_no_default* a='(' ','.lambda_param+ ','? b=')' => !range a b "Lambda expression parameters cannot be parenthesized"
  (lambda_slash_no_default | lambda_slash_with_default)? lambda_param_maybe_default* '*' (',' | lambda_param_no_default) lambda_param_maybe_default* a='/' => !at a "/ must be ahead of *"
  lambda_param_maybe_default+ '/' a='*' => !at a "expected comma between / and *"
invalid_lambda_parameters_helper
  lambda_slash_with_default
  lambda_param_with_default+
invalid_lambda_star_etc
  '*' (':' | ',' (':' | '**')) => !here "named arguments must follow bare *"
  '*' lambda_param a='=' => !at a "var-positional argument cannot have default value"
  '*' (lambda_param_no_default | ',') lambda_param_maybe_default* a='*' (lambda_param_no_default | ',') => !at a "* argument may appear only once"
invalid_lambda_kwds
  '**' lambda_param a='=' => !at a "var-keyword argument cannot have default value"
  '**' lambda_param ',' a=lambda_param => !at a "arguments cannot follow var-keyword argument"
  '**' lambda_param ',' a=('*' | '**' | '/') => !at a "arguments cannot follow var-keyword argument"
invalid_double_type_comments
  TYPE_COMMENT NEWLINE TYPE_COMMENT NEWLINE INDENT => !here "Cannot have two type comments on def"
invalid_with_item
  expression 'as' a=expression &(',' | ')' | ':') => $starTarget(a)
invalid_for_if_clause
  'async'? 'for' (bitwise_or (',' bitwise_or)* ','?) !'in' => !here "'in' expected after for-loop variables"
invalid_for_target
  'async'? 'for' a=star_expressions => $forTarget(a)
invalid_group
  '(' a=starred_expression ')' => !at a "cannot use starred expression here"
  '(' a='**' expression ')' => !at a "cannot use double starred expression here"
invalid_import
  a='import' ','.dotted_name+ 'from' dotted_name => !from a "Did you mean to use 'from ... import ...' instead?"
  'import' a=NEWLINE => !from a "Expected one or more names after 'import'"
invalid_dotted_as_name
  dotted_name 'as' !(NAME (',' | ')' | ';' | NEWLINE)) a=expression => !at a "cannot use {name:a} as import target"
invalid_import_from_as_name
  NAME 'as' !(NAME (',' | ')' | ';' | NEWLINE)) a=expression => !at a "cannot use {name:a} as import target"
invalid_import_from_targets
  import_from_as_names ',' NEWLINE => !here "trailing comma not allowed without surrounding parentheses"
  a=NEWLINE => !from a "Expected one or more names after 'import'"
invalid_with_stmt
  'async'? 'with' ','.(expression ('as' star_target)?)+ NEWLINE => !here "expected ':'"
  'async'? 'with' '(' ','.(expressions ('as' star_target)?)+ ','? ')' NEWLINE => !here "expected ':'"
invalid_with_stmt_indent
  'async'? a='with' ','.(expression ('as' star_target)?)+ ':' NEWLINE !INDENT => !indent "expected an indented block after 'with' statement on line {line:a}"
  'async'? a='with' '(' ','.(expressions ('as' star_target)?)+ ','? ')' ':' NEWLINE !INDENT => !indent "expected an indented block after 'with' statement on line {line:a}"
invalid_try_stmt
  a='try' ':' NEWLINE !INDENT => !indent "expected an indented block after 'try' statement on line {line:a}"
  'try' ':' block !('except' | 'finally') => !here "expected 'except' or 'finally' block"
  'try' ':' block* except_block+ a='except' b='*' expression ('as' NAME)? ':' => !range a b "cannot have both 'except' and 'except*' on the same 'try'"
  'try' ':' block* except_star_block+ a='except' (expression ('as' NAME)?)? ':' => !at a "cannot have both 'except' and 'except*' on the same 'try'"
invalid_except_stmt
  'except' a=expression ',' expressions 'as' NAME ':' => !from a "multiple exception types must be parenthesized when using 'as'"
  'except' expression ('as' NAME)? NEWLINE => !here "expected ':'"
  'except' NEWLINE => !here "expected ':'"
  'except' expression 'as' a=expression ':' block => !at a "cannot use except statement with {name:a}"
invalid_except_star_stmt
  'except' '*' a=expression ',' expressions 'as' NAME ':' => !from a "multiple exception types must be parenthesized when using 'as'"
  'except' '*' expression ('as' NAME)? NEWLINE => !here "expected ':'"
  'except' '*' (NEWLINE | ':') => !here "expected one or more exception types"
  'except' '*' expression 'as' a=expression ':' block => !at a "cannot use except* statement with {name:a}"
invalid_finally_stmt
  a='finally' ':' NEWLINE !INDENT => !indent "expected an indented block after 'finally' statement on line {line:a}"
invalid_except_stmt_indent
  a='except' expression ('as' NAME)? ':' NEWLINE !INDENT => !indent "expected an indented block after 'except' statement on line {line:a}"
  a='except' ':' NEWLINE !INDENT => !indent "expected an indented block after 'except' statement on line {line:a}"
invalid_except_star_stmt_indent
  a='except' '*' expression ('as' NAME)? ':' NEWLINE !INDENT => !indent "expected an indented block after 'except*' statement on line {line:a}"
invalid_match_stmt
  "match" subject_expr NEWLINE => !here "expected ':'"
  a="match" subject_expr ':' NEWLINE !INDENT => !indent "expected an indented block after 'match' statement on line {line:a}"
invalid_case_block
  "case" patterns guard? NEWLINE => !here "expected ':'"
  a="case" patterns guard? ':' NEWLINE !INDENT => !indent "expected an indented block after 'case' statement on line {line:a}"
invalid_as_pattern
  or_pattern 'as' a="_" => !at a "cannot use '_' as a target"
  or_pattern 'as' a=expression => !at a "cannot use {name:a} as pattern target"
invalid_class_pattern
  name_or_attr '(' a=invalid_class_argument_pattern => !range $first(a) $last(a) "positional patterns follow keyword patterns"
invalid_class_argument_pattern
  (positional_patterns ',')? keyword_patterns ',' a=positional_patterns => a
invalid_if_stmt
  'if' named_expression NEWLINE => !here "expected ':'"
  a='if' named_expression ':' NEWLINE !INDENT => !indent "expected an indented block after 'if' statement on line {line:a}"
invalid_elif_stmt
  'elif' named_expression NEWLINE => !here "expected ':'"
  a='elif' named_expression ':' NEWLINE !INDENT => !indent "expected an indented block after 'elif' statement on line {line:a}"
invalid_else_stmt
  a='else' ':' NEWLINE !INDENT => !indent "expected an indented block after 'else' statement on line {line:a}"
  'else' ':' block 'elif' => !here "'elif' block follows an 'else' block"
invalid_while_stmt
  'while' named_expression NEWLINE => !here "expected ':'"
  a='while' named_expression ':' NEWLINE !INDENT => !indent "expected an indented block after 'while' statement on line {line:a}"
invalid_for_stmt
  'async'? 'for' star_targets 'in' star_expressions NEWLINE => !here "expected ':'"
  'async'? a='for' star_targets 'in' star_expressions ':' NEWLINE !INDENT => !indent "expected an indented block after 'for' statement on line {line:a}"
invalid_def_raw
  'async'? a='def' NAME type_params? '(' params? ')' ('->' expression)? ':' NEWLINE !INDENT => !indent "expected an indented block after function definition on line {line:a}"
  'async'? 'def' NAME type_params? &&'(' params? ')' ('->' expression)? &&':' func_type_comment? block
invalid_class_def_raw
  'class' NAME type_params? ('(' arguments? ')')? NEWLINE => !here "expected ':'"
  a='class' NAME type_params? ('(' arguments? ')')? ':' NEWLINE !INDENT => !indent "expected an indented block after class definition on line {line:a}"
invalid_double_starred_kvpairs
  ','.double_starred_kvpair+ ',' invalid_kvpair
  expression ':' a='*' bitwise_or => !from a "cannot use a starred expression in a dictionary value"
  expression a=':' &('}' | ',') => !at a "expression expected after dictionary key and ':'"
invalid_kvpair
  a=expression !':' => $missingColon(a)
  expression ':' a='*' bitwise_or => !from a "cannot use a starred expression in a dictionary value"
  expression a=':' &('}' | ',') => !at a "expression expected after dictionary key and ':'"
invalid_starred_expression_unpacking
  a='*' expression '=' b=expression => !range a b "cannot assign to iterable argument unpacking"
invalid_starred_expression
  '*' => !here "Invalid star expression"
invalid_fstring_replacement_field
  '{' a='=' => !at a "f-string: valid expression required before '='"
  '{' a='!' => !at a "f-string: valid expression required before '!'"
  '{' a=':' => !at a "f-string: valid expression required before ':'"
  '{' a='}' => !at a "f-string: valid expression required before '}'"
  '{' !annotated_rhs => !next "f-string: expecting a valid expression after '{'"
  '{' annotated_rhs !('=' | '!' | ':' | '}') => !next "f-string: expecting '=', or '!', or ':', or '}'"
  '{' annotated_rhs '=' !('!' | ':' | '}') => !next "f-string: expecting '!', or ':', or '}'"
  '{' annotated_rhs '='? invalid_fstring_conversion_character
  '{' annotated_rhs '='? ('!' NAME)? !(':' | '}') => !next "f-string: expecting ':' or '}'"
  '{' annotated_rhs '='? ('!' NAME)? ':' fstring_format_spec* !'}' => !next "f-string: expecting '}', or format specs"
  '{' annotated_rhs '='? ('!' NAME)? !'}' => !next "f-string: expecting '}'"
invalid_fstring_conversion_character
  '!' &(':' | '}') => !next "f-string: missing conversion character"
  '!' !NAME => !next "f-string: invalid conversion character"
invalid_tstring_replacement_field
  '{' a='=' => !at a "t-string: valid expression required before '='"
  '{' a='!' => !at a "t-string: valid expression required before '!'"
  '{' a=':' => !at a "t-string: valid expression required before ':'"
  '{' a='}' => !at a "t-string: valid expression required before '}'"
  '{' !annotated_rhs => !next "t-string: expecting a valid expression after '{'"
  '{' annotated_rhs !('=' | '!' | ':' | '}') => !next "t-string: expecting '=', or '!', or ':', or '}'"
  '{' annotated_rhs '=' !('!' | ':' | '}') => !next "t-string: expecting '!', or ':', or '}'"
  '{' annotated_rhs '='? invalid_tstring_conversion_character
  '{' annotated_rhs '='? ('!' NAME)? !(':' | '}') => !next "t-string: expecting ':' or '}'"
  '{' annotated_rhs '='? ('!' NAME)? ':' fstring_format_spec* !'}' => !next "t-string: expecting '}', or format specs"
  '{' annotated_rhs '='? ('!' NAME)? !'}' => !next "t-string: expecting '}'"
invalid_tstring_conversion_character
  '!' &(':' | '}') => !next "t-string: missing conversion character"
  '!' !NAME => !next "t-string: invalid conversion character"
invalid_string_tstring_concat
  a=(fstring | string)+ b=tstring => !range $last(a) b "cannot mix t-string literals with string or bytes literals"
  a=tstring+ b=(fstring | string) => !range $last(a) b "cannot mix t-string literals with string or bytes literals"
invalid_arithmetic
  sum ('+' | '-' | '*' | '/' | '%' | '//' | '@') a='not' b=inversion => !range a b "'not' after an operator must be parenthesized"
invalid_factor
  ('+' | '-' | '~') a='not' b=factor => !range a b "'not' after an operator must be parenthesized"
invalid_type_params
  '[' a=']' => !from a "Type parameter list cannot be empty"
`;
