/**
 * The module `_ast`, and compile()'s bridge to it. The classes are in ast/.
 */
import type { Value } from '../objects/object';
import { typeError } from '../objects/errors';
import { repr } from '../objects/text';
import type * as syntax from '../syntax/ast';
import { parseFunctionType } from '../syntax/parser';
import { astBridge } from './astBridge';
import { pythonToTree, treeToPython } from './ast/conversion';
import { astType, installNodeTypes, nodeClasses, nodeClassOf } from './ast/nodeTypes';
import { checkFeatures } from './ast/featureVersion';
import { compileTreeGuarded, guarded, guestSyntaxError, parseSource, type CompileMode } from './compileSource';
import { optimizeTree } from '../compiler/preprocess';
import { PySyntaxError } from '../syntax/syntaxError';
import { nativeModule } from './registry';

type Root = syntax.Module | syntax.Expression | syntax.Interactive;

nativeModule('_ast', (m) => {
  installNodeTypes();
  m.set('AST', astType);
  for (const { cls } of nodeClasses.values()) m.type(cls);
  m.set('PyCF_ONLY_AST', 0x400);
  m.set('PyCF_TYPE_COMMENTS', 0x1000);
  m.set('PyCF_ALLOW_TOP_LEVEL_AWAIT', 0x2000);
  m.set('PyCF_OPTIMIZED_AST', 0x8400);
});

const roots: Record<CompileMode, string> = { exec: 'Module', eval: 'Expression', single: 'Interactive' };

/** The tree for compile(): raises TypeError where it is of the wrong kind. */
function rootTree(v: Value, mode: CompileMode): Root {
  const row = nodeClassOf(v);
  if (row?.name !== roots[mode]) throw typeError(`expected ${roots[mode]} node, got ${row?.name ?? repr(v)}`);
  return pythonToTree(v) as unknown as Root;
}

function parseTree(
  source: string,
  filename: string,
  mode: string,
  options: Parameters<typeof parseSource>[3],
): Root | syntax.FunctionType {
  if (mode !== 'func_type') return parseSource(source, filename, mode as CompileMode, options);
  try {
    return parseFunctionType(source, filename, options);
  } catch (e) {
    if (e instanceof PySyntaxError) throw guestSyntaxError(e);
    throw e;
  }
}

astBridge.bridge = {
  isNode: (v) => nodeClasses.size > 0 && nodeClassOf(v) !== undefined,
  compile: (v, filename, mode, options) => compileTreeGuarded(rootTree(v, mode), filename, mode, options),
  optimize: (v, filename, mode, options) => {
    const tree = rootTree(v, mode);
    optimizeTree(tree, { filename, source: '', mode, optimize: options.optimize ?? 0 });
    return treeToPython(tree as never);
  },
  parse: (source, filename, mode, options, optimized, minor) => {
    installNodeTypes();
    const tree = parseTree(source, filename, mode, options.parse);
    if (minor >= 0) guarded(() => checkFeatures(tree, minor, filename, source));
    if (optimized && mode !== 'func_type')
      optimizeTree(tree as Root, { filename, source, mode: mode as CompileMode, optimize: options.optimize ?? 0 });
    return treeToPython(tree as never);
  },
};
