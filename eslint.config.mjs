import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['**/.cache/**', 'dist/**', 'node_modules/**', '**/*.cjs', '**/*.mjs', '.vscode-test/**'] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.json', './extension/timeline/page/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      // An interpreter indexes operand stacks, tables and slots whose bounds the compiler has proved: `!` and `as` say so.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // Guest exceptions are Python objects, thrown as they are (the object model mirrors CPython's).
      '@typescript-eslint/only-throw-error': 'off',
      '@typescript-eslint/prefer-promise-reject-errors': 'off',
      // Values of the guest program are `undefined`, booleans, numbers, bigints and strings at once: `=== true` is no slip.
      '@typescript-eslint/no-unnecessary-boolean-literal-compare': 'off',
      // Checks at the seams (messages of a client, a patched code object) guard what the types only promise.
      '@typescript-eslint/no-unnecessary-condition': 'off',
      // Numbers in messages are the rule here, not the exception.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/restrict-plus-operands': ['error', { allowNumberAndString: true }],
      // `(x) => list.push(x)` is plain enough.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      // Type parameters that appear once document a table's shape.
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      // Slots are called with a JS `this` by nobody; they are functions in tables.
      '@typescript-eslint/unbound-method': 'off',
      // Interfaces have methods that some implementations leave empty; native modules group functions in classes.
      '@typescript-eslint/no-empty-function': 'off',
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/require-await': 'off',
      // Opcode handlers have one signature, whether or not they use all of it.
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // A class whose fields are those of its init object says so by merging with an interface.
      '@typescript-eslint/no-unsafe-declaration-merging': 'off',
      '@typescript-eslint/no-empty-object-type': ['error', { allowInterfaces: 'with-single-extends' }],
      // `[...text]` is how a str becomes code points.
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      // A Value in a template is one that is known to be a str, which is a JS string.
      '@typescript-eslint/no-base-to-string': 'off',
      // Numeric opcodes, tokens and node kinds cross enums' borders on purpose.
      '@typescript-eslint/no-unsafe-enum-comparison': 'off',
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      // Types are structural here: an object with the shape of a class will do.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-dynamic-delete': 'off',
      // The interpreter's loop is `for (;;)` and `while (true)`.
      'no-constant-condition': ['error', { checkLoops: false }],
      eqeqeq: 'error',
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true, named: true, defaultFrom: true } }],
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
    },
  },
  {
    // A run is a pure function of what came through the door.
    files: ['runtime/**/*.ts'],
    ignores: ['runtime/host/node/**', 'runtime/workerMain.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'Randomness comes through the door.' },
        { object: 'Date', property: 'now', message: 'Time comes through the door.' },
        { object: 'performance', property: 'now', message: 'Time comes through the door.' },
      ],
      'no-restricted-globals': [
        'error',
        'process',
        'Buffer',
        'setTimeout',
        'setImmediate',
        'setInterval',
        'require',
        '__filename',
      ],
    },
  },
  {
    // Mocha's `describe` and `it` return promises nobody awaits, and chai-like assertions are expressions.
    files: ['test/**/*.ts'],
    rules: { '@typescript-eslint/no-floating-promises': 'off', '@typescript-eslint/no-unused-expressions': 'off' },
  },
);
