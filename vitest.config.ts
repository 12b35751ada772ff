import { defineConfig } from 'vitest/config'

/** Browser, crash and simulated runs each own their ports, folders and processes: two files at once, on two processors. */
const twoAtOnce = { maxWorkers: 2, testTimeout: 240_000, hookTimeout: 240_000, sequence: { groupOrder: 1 } }

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
      { test: { name: 'convergence', include: ['tests/convergence/**/*.test.ts'], ...twoAtOnce } },
      { test: { name: 'simulation', include: ['tests/simulation/**/*.test.ts'], ...twoAtOnce } },
      { test: { name: 'provenance', include: ['tests/provenance/**/*.test.ts'], ...twoAtOnce } },
      { test: { name: 'faults', include: ['tests/faults/**/*.test.ts'], ...twoAtOnce } },
      { test: { name: 'safety', include: ['tests/safety/**/*.test.ts'], ...twoAtOnce } },
      { test: { name: 'journeys', include: ['tests/journeys/**/*.test.ts'], ...twoAtOnce } },
    ],
  },
})
