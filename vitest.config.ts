import { defineConfig } from 'vitest/config'

/** Browser and crash tests own their ports and processes, so they run one file after the other. */
const oneByOne = { fileParallelism: false, testTimeout: 120_000, hookTimeout: 120_000 }

/** Simulated runs wait for nothing but the processor, so each half has one to itself. */
const sideBySide = { maxWorkers: 2, sequence: { groupOrder: 1 } }

/** A machine that is busy with other things makes nothing wrong. */
const patient = { testTimeout: 60_000, hookTimeout: 60_000 }

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{shared,server,client,data}/**/*.test.{ts,tsx}'],
          setupFiles: ['tests/same-draws.ts'],
          ...patient,
        },
      },
      { test: { name: 'architecture', include: ['tests/architecture/**/*.test.ts'] } },
      { test: { name: 'convergence', include: ['tests/convergence/**/*.test.ts'], ...oneByOne } },
      { test: { name: 'simulation', include: ['tests/simulation/**/*.test.ts'], ...sideBySide } },
      { test: { name: 'provenance', include: ['tests/provenance/**/*.test.ts'], ...oneByOne } },
      { test: { name: 'faults', include: ['tests/faults/**/*.test.ts'], ...oneByOne } },
      { test: { name: 'safety', include: ['tests/safety/**/*.test.ts'], ...oneByOne } },
      { test: { name: 'journeys', include: ['tests/journeys/**/*.test.ts'], ...oneByOne } },
    ],
  },
})
