import { defineConfig } from "vitest/config";

/**
 * Stable names: Django's manifest storage adds the digests, and the template names the files.
 * One chunk a page: that storage rewrites no imports between scripts.
 */
export default defineConfig({
  base: "./",
  build: {
    target: "es2022",
    outDir: "../static/desk",
    emptyOutDir: true,
    modulePreload: false,
    assetsInlineLimit: 0,
    rollupOptions: {
      input: { desk: "src/desk.ts", theme: "src/theme.ts" },
      output: {
        entryFileNames: "[name].js",
        chunkFileNames: "[name].js",
        assetFileNames: "[name][extname]",
      },
    },
  },
  test: { include: ["src/**/*.test.ts"] },
});
