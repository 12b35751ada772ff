/** A guard taken out of the server, and the test that must notice. */
export interface Mutant {
  readonly name: string
  /** Below `server/src/`. */
  readonly file: string
  readonly changes: readonly (readonly [from: string, to: string])[]
  readonly project: 'unit' | 'convergence' | 'faults'
  readonly test: string
  /** Names of tests, as a pattern. */
  readonly named: string
}

/** The code of the mutant's file with the guard taken out; throws where the guard is no longer written as it was. */
export function changed(code: string, { file, changes }: Mutant): string {
  for (const [from] of changes) if (!code.includes(from)) throw new Error(`no longer in ${file}: ${from}`)
  return changes.reduce((before, [from, to]) => before.replace(from, to), code)
}

const APPEND = 'const logged = await append(path, room, novel)'

export const MUTANTS: readonly Mutant[] = [
  {
    name: 'no gate',
    file: 'rooms/page-gate.ts',
    changes: [
      ['return this.#judge(updates)', 'return updates.map(() => ({ novel: true, tidying: null, aside: [] }))'],
      ['#judge(updates: readonly', 'judgeNot(updates: readonly'],
      ['this.#judge([one])', 'this.judgeNot([one])'],
    ],
    project: 'convergence',
    test: 'attacks',
    named: 'the victim will write',
  },
  {
    name: 'acknowledged before it is written',
    file: 'rooms/receive-update.ts',
    changes: [[APPEND, `acknowledge(room, admitted)\n  ${APPEND}`]],
    project: 'faults',
    test: 'failing-store',
    named: 'write 3 fails before',
  },
  {
    name: 'shown before it is written',
    file: 'rooms/receive-update.ts',
    changes: [[APPEND, `room.publish(novel.map((one) => ({ one, seq: room.seq })))\n  ${APPEND}`]],
    project: 'faults',
    test: 'failing-store',
    named: 'shown to nobody',
  },
  {
    name: 'acknowledged before it is synced',
    file: 'rooms/receive-update.ts',
    changes: [['path.log.synced().then(', 'void path.log.synced().catch(path.onDiskLost)\n  Promise.resolve().then(']],
    project: 'faults',
    test: 'failing-store',
    named: 'sync 3 fails',
  },
  {
    name: 'synchronous = NORMAL, and no sync of its own',
    file: 'update-log/sqlite-log.ts',
    changes: [
      [
        'fdatasync(this.#wal, (error) =>',
        'void fdatasync\n      ;((told: (error?: Error) => void) => told())((error) =>',
      ],
    ],
    project: 'faults',
    test: 'power-cut',
    named: 'all that was promised',
  },
  {
    name: 'no look at where a socket comes from',
    file: 'rooms/collab-routes.ts',
    changes: [["if (!ours) throw new Refusal('request.other-site')", 'void ours']],
    project: 'faults',
    test: 'real-socket',
    named: 'another site',
  },
  {
    name: 'no look at the chain of updates',
    file: 'update-log/damaged-log.ts',
    changes: [['if (!Buffer.from(hash).equals(update.hash)) return update.seq', 'void Buffer']],
    project: 'faults',
    test: 'damaged-log',
    named: 'a byte is changed',
  },
  {
    name: 'packs without their authors',
    file: 'update-log/pack.ts',
    changes: [["all.toString('utf8', member, bytes)", "all.toString('utf8', member, member + (bytes - member) / 2)"]],
    project: 'unit',
    test: 'sqlite-log',
    named: 'K6',
  },
  {
    name: 'no look at whose ids they are',
    file: 'rooms/page-gate.ts',
    changes: [['&& !mayWriteAs(client)', '&& !mayWriteAs']],
    project: 'convergence',
    test: 'attacks',
    named: 'issued to nobody',
  },
  {
    name: 'no look for gaps',
    file: 'rooms/page-gate.ts',
    changes: [
      ["if (clock > next) throw new Refusal('wire.gap', { client })", ''],
      ['refuseGaps(update, known)', 'void refuseGaps'],
      ['this.#refusePending()', 'void this.#refusePending'],
    ],
    project: 'unit',
    test: 'page-gate',
    named: 'W4',
  },
  {
    name: 'no look at the schema',
    file: 'rooms/page-gate.ts',
    changes: [
      ['touched.refuseMisplaced()', ''],
      ['touched.refuseMisfits((key, value) => this.#page.fieldFits(key, value))', ''],
    ],
    project: 'unit',
    test: 'page-gate',
    named: 'G4',
  },
  {
    name: 'no look at where things stand',
    file: 'rooms/page-gate.ts',
    changes: [['touched.refuseMisplaced()', '']],
    project: 'unit',
    test: 'page-gate',
    named: 'letters beside a block',
  },
  {
    name: 'copies of the server that tidy marks by themselves',
    file: 'rooms/apply-only.ts',
    changes: [['transaction.local = true', 'void transaction']],
    project: 'unit',
    test: 'page-gate',
    named: 'tidies nothing',
  },
  {
    name: 'every proxy believed',
    file: 'app.ts',
    changes: [['config.trustedProxies.length > 0 && [...config.trustedProxies]', 'true']],
    project: 'unit',
    test: 'http/proxies',
    named: 'no proxy named',
  },
  {
    name: 'pictures of any size drawn',
    file: 'files/redraw.ts',
    changes: [['if (isTooLarge(about))', 'if (about.width < 0)']],
    project: 'unit',
    test: 'files/uploads',
    named: 'sixteen bits a colour',
  },
]

export function mutantOf(name: string | undefined): Mutant | undefined {
  return MUTANTS.find((mutant) => mutant.name === name)
}
