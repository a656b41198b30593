/**
 * `ast.parse(..., feature_version=(3, N))`: refuses syntax that is newer than N.
 *
 * Owns: what came when, as far as the tree shows it. The place of the error is where the construct begins. Must not know:
 * Python objects.
 */
import { PySyntaxError } from '../../syntax/syntaxError';

interface Node {
  kind?: string;
  lineno?: number;
  col_offset?: number;
  end_lineno?: number;
  end_col_offset?: number;
  [field: string]: unknown;
}

/** A construct, the minor version that brought it, and whether it is one or many. */
type Feature = readonly [what: string, since: number];

const BY_KIND: Readonly<Record<string, Feature>> = {
  AsyncFunctionDef: ['Async functions are', 5],
  AsyncFor: ['Async for loops are', 5],
  AsyncWith: ['Async with statements are', 5],
  Await: ['Await expressions are', 5],
  AnnAssign: ['Variable annotation syntax is', 6],
  NamedExpr: ['Assignment expressions are', 8],
  Match: ['Pattern matching is', 10],
  TryStar: ['Exception groups are', 11],
  TypeAlias: ['Type statement is', 12],
  TemplateStr: ['t-strings are', 14],
};

function featureOf(node: Node, minor: number): Feature | undefined {
  const is = (field: string): boolean => Array.isArray(node[field]) && node[field].length > 0;
  const found: (Feature | undefined)[] = [node.kind === undefined ? undefined : BY_KIND[node.kind]];
  if (is('posonlyargs')) found.push(['Positional-only parameters are', 8]);
  if (is('type_params')) found.push(['Type parameter lists are', 12]);
  if (node.default_value) found.push(['Type parameter defaults are', 13]);
  if (node.op === 'MatMult' || (node.op as Node | undefined)?.kind === 'MatMult')
    found.push(["The '@' operator is", 5]);
  if (node.is_async === 1) found.push(['Async comprehensions are', 6]);
  return found.find((f) => f !== undefined && f[1] > minor);
}

/** Raises PySyntaxError for the first construct of the tree that `3.minor` doesn't have. */
export function checkFeatures(tree: object, minor: number, filename: string, source: string): void {
  let place: Node = {};
  const visit = (node: Node): void => {
    if (typeof node.lineno === 'number') place = node;
    const feature = featureOf(node, minor);
    if (feature !== undefined) {
      const lineno = place.lineno ?? 1;
      throw new PySyntaxError(
        'SyntaxError',
        `${feature[0]} only supported in Python 3.${feature[1]} and greater`,
        filename,
        lineno,
        (place.col_offset ?? 0) + 1,
        place.end_lineno ?? lineno,
        (place.end_col_offset ?? 0) + 1,
        source.split('\n')[lineno - 1] ?? null,
      );
    }
    for (const value of Object.values(node)) {
      for (const child of Array.isArray(value) ? value : [value])
        if (typeof child === 'object' && child !== null) visit(child as Node);
    }
  };
  visit(tree as Node);
}
