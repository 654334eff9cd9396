import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [vue()],
  resolve: { alias: { "@": new URL("./src", import.meta.url).pathname } },
  clearScreen: false,
  server: {
    port: 5173,
    strictPort: true,
    host: "127.0.0.1",
    watch: { ignored: ["**/src-tauri/**", "**/target/**"] },
  },
  build: {
    target: ["es2022", "safari16", "chrome111"],
    // The strict content security policy allows neither an inline script nor inlined files.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    cssCodeSplit: true,
    chunkSizeWarningLimit: 600,
  },
  test: {
    environment: "happy-dom",
    include: ["src/**/*.test.ts"],
    // The first use of a lazy page in a test reads it from disk, on a busy machine slowly.
    testTimeout: 30_000,
    setupFiles: ["src/testing/setup.ts"],
    server: { deps: { inline: ["element-plus"] } },
  },
});
