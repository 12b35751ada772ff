import { defineConfig } from 'vitest/config'

/** Browser and crash tests own their ports and processes, so they run one file after the other. */
const oneByOne = { fileParallelism: false, testTimeout: 120_000, hookTimeout: 120_000 }

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['{shared,server,client,data}/**/*.test.{ts,tsx}'] } },
      { test: { name: 'architecture', include: ['tests/architecture/**/*.test.ts'] } },
      { test: { name: 'convergence', include: ['tests/convergence/**/*.test.ts'], ...oneByOne } },
      { test: { name: 'faults', include: ['tests/faults/**/*.test.ts'], ...oneByOne } },
      { test: { name: 'journeys', include: ['tests/journeys/**/*.test.ts'], ...oneByOne } },
    ],
  },
})
