import { defineConfig } from 'vitest/config'

/** Browser, crash and simulated runs each own their ports, folders and processes: two files at once, on two processors. */
const twoAtOnce = { maxWorkers: 2, testTimeout: 240_000, hookTimeout: 240_000, sequence: { groupOrder: 1 } }

/** They start whole wikis, each on a copy of what one first start left. */
const startsWikis = { ...twoAtOnce, globalSetup: ['tests/started-once.ts'] }

/** A real browser on a processor that others keep busy loses a key or a click now and then; what is wrong fails twice. */
const inBrowsers = { ...startsWikis, retry: 1 }

/** A machine that is busy with other things makes nothing wrong. Unless told, vitest leaves one processor idle. */
const patient = { testTimeout: 60_000, hookTimeout: 60_000, maxWorkers: '100%' }

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
      { test: { name: 'architecture', include: ['tests/architecture/**/*.test.ts'], ...patient } },
      { test: { name: 'convergence', include: ['tests/convergence/**/*.test.ts'], ...twoAtOnce } },
      { test: { name: 'simulation', include: ['tests/simulation/**/*.test.ts'], ...twoAtOnce } },
      { test: { name: 'provenance', include: ['tests/provenance/**/*.test.ts'], ...twoAtOnce } },
      { test: { name: 'faults', include: ['tests/faults/**/*.test.ts'], ...startsWikis } },
      { test: { name: 'safety', include: ['tests/safety/**/*.test.ts'], ...startsWikis } },
      { test: { name: 'journeys', include: ['tests/journeys/**/*.test.ts'], ...inBrowsers } },
    ],
  },
})
