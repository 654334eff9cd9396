import js from "@eslint/js";
import prettier from "eslint-config-prettier";
import vue from "eslint-plugin-vue";
import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["dist", "src/ipc/bindings"] },
  js.configs.recommended,
  tseslint.configs.strict,
  vue.configs["flat/recommended"],
  prettier,
  {
    files: ["**/*.vue", "**/*.ts"],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
    rules: {
      // TypeScript knows the names there are; this rule does not.
      "no-undef": "off",
      "no-restricted-imports": [
        "error",
        { patterns: [{ group: ["@tauri-apps/*"], message: "Only src/ipc/index.ts speaks to the shell." }] },
      ],
      "vue/block-lang": ["error", { script: { lang: "ts" } }],
      "vue/component-api-style": ["error", ["script-setup"]],
      "vue/define-props-declaration": ["error", "type-based"],
      "vue/define-emits-declaration": ["error", "type-literal"],
      // A page is the page of the room it lies in.
      "vue/multi-word-component-names": "off",
      "vue/no-static-inline-styles": "error",
      "vue/no-v-html": "error",
      "no-eval": "error",
    },
  },
  {
    files: ["src/ipc/index.ts", "src/**/*.test.ts", "src/testing/**", "dev/**"],
    rules: { "no-restricted-imports": "off" },
  },
);
