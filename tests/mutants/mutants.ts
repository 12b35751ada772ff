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

const APPEND = 'const logged = await append(path, room, novel)'

export const MUTANTS: readonly Mutant[] = [
  {
    name: 'no gate',
    file: 'rooms/gate-thread.ts',
    changes: [
      [
        'page.gate.admit(bytes, (client) => page.owners.get(client) === author)',
        '({ novel: Boolean(page.gate), tidying: null as Uint8Array | null })',
      ],
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
    changes: [[APPEND, `for (const one of novel) room.publish(one, room.seq)\n  ${APPEND}`]],
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
    name: 'no look at where a socket comes from',
    file: 'rooms/collab-routes.ts',
    changes: [["if (!ours) throw new Refusal('request.other-site')", 'void ours']],
    project: 'faults',
    test: 'real-socket',
    named: 'another site',
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
      ["if (clock > known) throw new Refusal('wire.gap', { client })", ''],
      ['this.#refuseGaps(update)', 'void this.#refuseGaps'],
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
]
