// The layers of ARCHITECTURE.md, enforced. Type-only imports don't count (tsPreCompilationDeps is false): they vanish.

/** Folders of runtime/, low to high, each with those that it may import besides itself. */
const runtimeLayers = {
  base: [],
  host: ['base'],
  syntax: ['base'],
  bytecode: ['base'],
  compiler: ['base', 'syntax', 'bytecode'],
  objects: ['base', 'bytecode'],
  vm: ['base', 'bytecode', 'objects'],
  modules: ['base', 'host', 'syntax', 'bytecode', 'compiler', 'objects', 'vm'],
  asyncio: ['base', 'host', 'objects', 'vm'],
  introspect: ['base', 'bytecode', 'objects', 'vm', 'asyncio'],
  // The debug agent in the worker (breakpoints, stepping, evaluation) may import all of runtime/: no rule for debug/.
};

const layerRules = Object.entries(runtimeLayers).map(([folder, allowed]) => ({
  name: `layer-runtime-${folder}`,
  comment: `runtime/${folder} may import only: ${[folder, ...allowed].join(', ')}`,
  severity: 'error',
  from: { path: `^runtime/${folder}/` },
  to: { path: '^(runtime|adapter|extension|scripts|test)/', pathNot: `^runtime/(${[folder, ...allowed].join('|')})/` },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    { name: 'unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    ...layerRules,
    {
      name: 'runtime-knows-nobody',
      severity: 'error',
      from: { path: '^runtime/' },
      to: { path: '^(adapter|extension|scripts|test)/' },
    },
    {
      name: 'runtime-has-no-node',
      comment:
        'Nothing gets in or out of the runtime but through its door: only host/node/ (and the worker entry) know Node',
      severity: 'error',
      from: { path: '^runtime/', pathNot: '^runtime/(host/node/|workerMain\\.ts$)' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'runtime-has-no-packages',
      comment: 'but pako, which is zlib in JavaScript and touches nothing outside',
      severity: 'error',
      from: { path: '^runtime/', pathNot: '^runtime/modules/zlib(/stream)?\\.ts$' },
      to: { path: 'node_modules' },
    },
    {
      name: 'adapter-enters-runtime-by-index',
      severity: 'error',
      from: { path: '^adapter/' },
      to: { path: '^(runtime|extension|scripts|test)/', pathNot: '^runtime/index\\.ts$' },
    },
    {
      name: 'extension-shares-the-protocol-alone',
      severity: 'error',
      from: { path: '^extension/' },
      to: { path: '^(runtime|adapter|scripts|test)/', pathNot: '^adapter/protocol\\.ts$' },
    },
    {
      name: 'fake-host-without-the-real-one',
      severity: 'error',
      from: { path: '^runtime/host/(?!node/)' },
      to: { path: '^runtime/host/node/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    tsPreCompilationDeps: false,
    tsConfig: { fileName: 'tsconfig.json' },
    builtInModules: { add: ['vscode'] },
    enhancedResolveOptions: { extensions: ['.ts', '.mjs', '.js', '.json'] },
  },
};
