import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    exclude: ['node_modules/**', 'dist/**'],
    // Whole-system tests start processes and browsers, on machines that do other things too.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
