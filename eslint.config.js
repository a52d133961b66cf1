import js from "@eslint/js";
import pulumi from "@pulumi/eslint-plugin";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

// Every rule beyond the presets stands here for a mistake that this project would pay for; its message says which.

const noEnvironment = {
  object: "process",
  property: "env",
  message:
    "Take the value as an argument: only config/load.ts, the runner and the tools read the environment.",
};

const noExit = {
  object: "process",
  property: "exit",
  message: "Throw an error, or return an exit code: only an entry file may end the process.",
};

const noDefaultExport = {
  selector: "ExportDefaultDeclaration",
  message: "Export by name: a name is the same for every importer and can be searched for.",
};

const noConfigReader = {
  selector: "NewExpression[callee.property.name='Config'][callee.object.name='pulumi']",
  message: "Take the value as an argument: only config/load.ts reads the stack configuration.",
};

const noResourceInApply = {
  selector:
    "CallExpression[callee.property.name='apply'] NewExpression[arguments.length>1]" +
    ":not([callee.name=/Error$/]):not([callee.property.name=/Error$/])",
  message: "Create resources outside apply: inside it they are invisible to a preview and to policies.",
};

export default defineConfig(
  globalIgnores(["**/dist/", "**/node_modules/", ".tools/"]),
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  {
    plugins: { "@pulumi": pulumi },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      // An Output in a text becomes an explanation of what an Output is.
      "@pulumi/no-output-in-template-literal": "error",
      "@pulumi/no-output-instance-in-template-literal": "error",
      // Numbers read the same in a text; everything else has to say how it wants to be shown.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // An import that is only a type must vanish: Node would look for a value of that name.
      "@typescript-eslint/consistent-type-imports": "error",
      // A new member of a union shows every place that has to deal with it.
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
      // A promise returned from inside try escapes its catch.
      "@typescript-eslint/return-await": ["error", "error-handling-correctness-only"],
      eqeqeq: "error",
      curly: "error",
      // A module that does not fit on a few screens does more than one thing.
      "max-lines": ["error", { max: 300, skipBlankLines: true, skipComments: true }],
      "no-restricted-properties": ["error", noEnvironment, noExit],
      "no-restricted-syntax": ["error", noDefaultExport, noConfigReader, noResourceInApply],
    },
  },
  {
    name: "readers of the environment",
    files: [
      "config/load.ts",
      "automation/**",
      "simulator/plugin.ts",
      "simulator/core/environment.ts",
      "components/gates/gate-script.mjs",
      "policy/index.ts",
      "tests/**",
      "tools/**",
      "bench/**",
    ],
    rules: { "no-restricted-properties": ["error", noExit] },
  },
  {
    name: "entry files",
    files: [
      "automation/cli.ts",
      "automation/demo.ts",
      "bench/bench.ts",
      "components/gates/gate-script.mjs",
      "**/generate.ts",
      "simulator/plugin.ts",
      "tools/acceptance/main.ts",
      "tools/provide/cli.ts",
    ],
    rules: { "no-restricted-properties": "off" },
  },
  {
    name: "the reader of the stack configuration",
    files: ["config/load.ts"],
    rules: { "no-restricted-syntax": ["error", noDefaultExport, noResourceInApply] },
  },
  {
    name: "what a tool looks for under the default name",
    files: ["*.config.js", ".dependency-cruiser.js", "tools/test-reporter.ts"],
    rules: { "no-restricted-syntax": "off" },
  },
  {
    name: "tests",
    files: ["tests/**"],
    rules: {
      // Tables of cases are long and still simple.
      "max-lines": "off",
      // A test creates what it likes, wherever it likes.
      "no-restricted-syntax": ["error", noDefaultExport],
    },
  },
  {
    name: "plain JavaScript, whose types the compiler checks from its comments",
    files: ["**/*.js", "**/*.mjs"],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: {
      globals: {
        console: "readonly",
        performance: "readonly",
        process: "readonly",
        setInterval: "readonly",
        clearInterval: "readonly",
        setTimeout: "readonly",
        clearTimeout: "readonly",
        fetch: "readonly",
        URL: "readonly",
        Buffer: "readonly",
      },
    },
    rules: {
      "@pulumi/no-output-in-template-literal": "off",
      "@pulumi/no-output-instance-in-template-literal": "off",
    },
  },
);
