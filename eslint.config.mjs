import { builtinModules } from 'node:module';
import js from '@eslint/js';
import tseslint from 'typescript-eslint';

// Imports run one way: extension -> main -> later -> vscode -> app -> store -> balance/usage/runs -> leadmagic.
// Each entry lists the rooms that the room on the left must not reach for.
const rooms = {
  leadmagic: ['balance', 'usage', 'runs', 'store', 'app', 'text', 'vscode', 'cli', 'webview'],
  balance: ['usage', 'runs', 'store', 'app', 'text', 'vscode', 'cli', 'webview'],
  usage: ['balance', 'runs', 'store', 'app', 'text', 'vscode', 'cli', 'webview'],
  runs: ['usage', 'store', 'app', 'text', 'vscode', 'cli', 'webview'],
  text: ['usage', 'store', 'app', 'vscode', 'cli', 'webview'],
  store: ['app', 'text', 'vscode', 'cli', 'webview'],
  app: ['vscode', 'cli', 'webview'],
  cli: ['vscode', 'webview'],
  vscode: ['cli', 'webview'],
  // Of usage/ the page takes the protocol and its types; nothing that causes requests or reads files.
  webview: ['leadmagic', 'balance', 'runs', 'store', 'app', 'vscode', 'cli'],
};
const pure = new Set(['leadmagic', 'balance', 'usage', 'runs', 'text', 'webview']);

const builtins = [...new Set(builtinModules.map((name) => name.replace(/^node:/, '').split('/')[0]))];

/** What a room must not import, as regular expressions, and why. */
function forbiddenIn(room, others) {
  return [
    ...others.map((other) => ({ regex: `(^|/)${other}/`, message: `${room}/ must not import ${other}/.` })),
    { regex: '(^|/)(extension|main|later)$', message: 'The rooms do not know what is built of them.' },
    ...(room === 'vscode' ? [] : [{ regex: '^vscode$', message: `${room}/ runs without VS Code.` }]),
    ...(pure.has(room)
      ? [{ regex: `^(node:|(${builtins.join('|')})(/|$))`, message: `${room}/ knows no Node.` }]
      : []),
  ];
}

/** The same for `import()`, which `no-restricted-imports` does not see. A selector's expression may hold no slash. */
const dynamically = ({ regex, message }) => ({
  selector: `ImportExpression[source.value=/${regex.replaceAll('/', '\\u002F')}/]`,
  message,
});

const nameless = {
  selector: 'ImportExpression[source.type!="Literal"]',
  message: 'Name the module: the rules of the rooms go by its name.',
};

/** A namespace import would copy VS Code's hundreds of properties once per source file, at the start of each. */
const namespaceOfVSCode = {
  selector: 'ImportDeclaration[source.value="vscode"] > :not(ImportSpecifier, Literal)',
  message: "Import names from 'vscode': esbuild copies a whole namespace into each file.",
};

const roomRules = Object.entries(rooms).map(([room, others]) => {
  const forbidden = forbiddenIn(room, others);
  return {
    files: [`src/${room}/**/*.ts`],
    rules: {
      'no-restricted-imports': ['error', { patterns: forbidden }],
      'no-restricted-syntax': ['error', nameless, namespaceOfVSCode, ...forbidden.map(dynamically)],
      ...(pure.has(room)
        ? { 'no-restricted-globals': ['error', 'process', 'Buffer', 'require', '__dirname'] }
        : {}),
    },
  };
});

export default tseslint.config(
  { ignores: ['dist', 'out', 'node_modules', 'reports', '.stryker-tmp', '.vscode-test'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.json', './test/tsconfig.json', './src/webview/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      'no-console': 'error',
      eqeqeq: 'error',
      'prefer-const': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
    },
  },
  { files: ['src/*.ts'], rules: { 'no-restricted-syntax': ['error', nameless, namespaceOfVSCode] } },
  ...roomRules,
  {
    files: ['src/**/*.ts'],
    ignores: ['src/vscode/toasts.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        ...['Information', 'Warning', 'Error'].map((kind) => ({
          property: `show${kind}Message`,
          message: 'Notifications go through vscode/toasts.ts, which lets nothing in them become a link.',
        })),
      ],
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      'no-console': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: ['*.js', '*.mjs', 'test/**/*.{js,mjs,cjs}', 'tools/**/*.{js,mjs}'],
    languageOptions: {
      globals: {
        console: 'readonly',
        process: 'readonly',
        require: 'readonly',
        module: 'readonly',
        exports: 'writable',
        __dirname: 'readonly',
        URL: 'readonly',
        setTimeout: 'readonly',
        Buffer: 'readonly',
      },
    },
  },
);
