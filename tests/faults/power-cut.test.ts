import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { tell } from '../figures.ts'
import { unpacked } from '@terreau/server/update-log/pack.ts'
import { contentOf } from './power-cut/content.ts'
import { seeded } from '../seeded.ts'
import { Recording } from './power-cut/recording.ts'

const CUTS = Number(process.env.POWER_CUTS ?? 300)
const UPDATES = 3000
const SEED = Number(process.env.SEED ?? 20_261_122)

let folder: string
let shim: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'terreau-power-'))
  shim = join(folder, 'record-writes.so')
  const { status, stderr } = spawnSync(
    'cc',
    [
      '-shared',
      '-fPIC',
      '-O1',
      '-o',
      shim,
      join(import.meta.dirname, 'power-cut/record-writes.c'),
      '-ldl',
      '-lpthread',
    ],
    { encoding: 'utf8' },
  )
  if (status !== 0) throw new Error(`the recorder does not compile: ${stderr}`)
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('[K2] after a power cut at any moment, the log holds all that was promised and is sound', () => {
  const recording = recorded('careful')
  const losses = lossesOver(recording)
  tell('power cuts', { cuts: CUTS, 'cuts with losses': losses.length })
  expect(losses).toEqual([])
})

test('[K2] so it is while old updates are packed and the WAL is emptied, again and again', () => {
  const recording = recorded('tidying')
  expect(
    recording.steps.filter((step) => step.kind === 'truncate' && step.file.endsWith('-wal')).length,
  ).toBeGreaterThan(9)
  const after = new Database(join(folder, 'tidying/data.sqlite'), { readonly: true })
  expect(packedIn(after).length).toBeGreaterThan(UPDATES / 2)
  after.close()
  expect(lossesOver(recording)).toEqual([])
})

test('[K2] the same cuts catch a log that promises before it syncs', () => {
  const recording = recorded('hasty')
  expect(lossesOver(recording).length).toBeGreaterThan(CUTS / 4)
})

/** What a process does to the disk that writes updates and promises them. */
function recorded(manner: 'careful' | 'tidying' | 'hasty'): Recording {
  const [wiki, trace] = [join(folder, manner), join(folder, `${manner}.trace`)]
  mkdirSync(wiki)
  const argv = [join(import.meta.dirname, 'power-cut/writer.ts'), wiki, String(UPDATES), manner]
  const env = { ...process.env, LD_PRELOAD: shim, RECORD_UNDER: wiki, RECORD_INTO: trace }
  const { status, stderr } = spawnSync(process.execPath, argv, { env, encoding: 'utf8' })
  if (status !== 0) throw new Error(`the writer ended: ${stderr}`)
  return new Recording(trace)
}

/** Cuts that lost something promised; the first cut comes once the log exists. Chance is seeded by the cut's own place. */
function lossesOver(recording: Recording): string[] {
  const first = recording.steps.findIndex((step) => step.kind === 'write' && step.file.endsWith('acks'))
  const chance = seeded(SEED)
  const places = Array.from({ length: CUTS }, () => first + Math.floor(chance() * (recording.steps.length - first)))
  const losses = []
  for (const { cut, files } of recording.cuts(places, (place) => seeded(SEED + place))) {
    const loss = lossAfter(files, promisedBefore(recording, cut))
    if (loss) losses.push(`cut before step ${cut}: ${loss}`)
  }
  return losses
}

/** Opens the wiki as it is found when the power is back. */
function lossAfter(files: Map<string, Buffer>, promised: number): string | null {
  const after = join(folder, 'after')
  mkdirSync(after)
  for (const [file, bytes] of files) if (!file.endsWith('acks')) writeFileSync(join(after, basename(file)), bytes)
  try {
    return lossIn(join(after, 'data.sqlite'), promised)
  } finally {
    rmSync(after, { recursive: true })
  }
}

/** How many updates the writer had promised before this step. */
function promisedBefore(recording: Recording, at: number): number {
  const said = recording.steps
    .slice(0, at)
    .flatMap((step) => (step.kind === 'write' && step.file.endsWith('acks') ? [Number(step.bytes.toString())] : []))
  return said.at(-1) ?? 0
}

interface Written {
  readonly n: number
  readonly bytes: Uint8Array
}

const ROWS = 'SELECT received_at AS n, bytes FROM update_log ORDER BY seq'

function packedIn(sqlite: Database.Database): Written[] {
  const packs = sqlite.prepare('SELECT bytes FROM update_pack ORDER BY first_seq').pluck().all() as Buffer[]
  return packs.flatMap((pack) => unpacked(pack).map(({ receivedAt, bytes }) => ({ n: receivedAt, bytes })))
}

function lossIn(file: string, promised: number): string | null {
  const sqlite = new Database(file)
  try {
    const rows = [...packedIn(sqlite), ...(sqlite.prepare(ROWS).all() as Written[])]
    if (rows.length < promised) return `${promised - rows.length} of ${promised} promised are missing`
    if (rows.some(({ n, bytes }, index) => n !== index + 1 || !Buffer.from(bytes).equals(contentOf(n))))
      return 'an update is not what was written'
    const sound = sqlite.pragma('integrity_check', { simple: true })
    return sound === 'ok' ? null : `not sound: ${String(sound)}`
  } finally {
    sqlite.close()
  }
}
