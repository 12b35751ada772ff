import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Chance } from '../../seeded.ts'

/** One thing that a recorded process asked of the kernel. */
type Step = Change | Sync

interface Sync {
  kind: 'sync begins' | 'sync ended'
  file: string
  sync: number
}

type Change =
  | { kind: 'write'; file: string; offset: number; bytes: Buffer }
  | { kind: 'truncate'; file: string; length: number }
  | { kind: 'remove'; file: string }

const SECTOR = 512

/** All writes and syncs of a process, and what a power cut at any of them may leave on the disk. */
export class Recording {
  readonly steps: readonly Step[]

  constructor(file: string) {
    this.steps = stepsOf(readFileSync(file))
  }

  /**
   * The files as they may be after a cut before each of these steps, in order: what was synced is there; of what was
   * not, each change may be there, missing, or torn at a sector, in any order.
   */
  *cuts(
    at: readonly number[],
    chanceOf: (cut: number) => Chance,
  ): Generator<{ cut: number; files: Map<string, Buffer> }> {
    const disk = new Disk()
    let step = 0
    for (const cut of at.toSorted((a, b) => a - b)) {
      for (; step < cut; step += 1) disk.take(this.steps[step], step)
      yield { cut, files: disk.afterCut(chanceOf(cut)) }
    }
  }
}

/** What is durable, and what is not yet. */
class Disk {
  readonly #durable = new Map<string, File>()
  readonly #begun = new Map<number, number>()
  #pending: Pending[] = []

  take(step: Step | undefined, index: number): void {
    if (!step) return
    if (!('sync' in step)) this.#pending.push({ index, step })
    else if (step.kind === 'sync begins') this.#begun.set(step.sync, index)
    else this.#settle(step.file, this.#begun.get(step.sync) ?? 0)
  }

  afterCut(chance: Chance): Map<string, Buffer> {
    const files = new Map([...this.#durable].map(([name, file]) => [name, file.copy()]))
    for (const { step } of shuffled(this.#pending, chance)) {
      const luck = chance()
      if (luck < 0.4) apply(files, step)
      else if (luck < 0.6) apply(files, torn(step, chance))
    }
    return new Map([...files].map(([name, file]) => [name, file.bytes]))
  }

  /** A sync makes durable what was written to its file before it began; a folder's, what was removed from it. */
  #settle(file: string, before: number): void {
    this.#pending = this.#pending.filter(({ index, step }) => {
      const synced = step.kind === 'remove' ? dirname(step.file) === file : step.file === file
      if (!synced || index > before) return true
      apply(this.#durable, step)
      return false
    })
  }
}

/** Bytes that grow without being copied each time. */
class File {
  #room = Buffer.alloc(1 << 16)
  #length = 0

  get bytes(): Buffer {
    return this.#room.subarray(0, this.#length)
  }

  resize(length: number): void {
    if (length > this.#room.length) {
      const larger = Buffer.alloc(length * 2)
      this.#room.copy(larger)
      this.#room = larger
    }
    if (length < this.#length) this.#room.fill(0, length, this.#length)
    this.#length = length
  }

  write(offset: number, bytes: Buffer): void {
    this.resize(Math.max(this.#length, offset + bytes.length))
    bytes.copy(this.#room, offset)
  }

  copy(): File {
    const copy = new File()
    copy.write(0, this.bytes)
    return copy
  }
}

interface Pending {
  readonly index: number
  readonly step: Change
}

function apply(files: Map<string, File>, step: Change): void {
  if (step.kind === 'remove') return void files.delete(step.file)
  const file = files.get(step.file) ?? new File()
  files.set(step.file, file)
  if (step.kind === 'truncate') file.resize(step.length)
  else file.write(step.offset, step.bytes)
}

/** Only some of the sectors of a write, from its beginning or to its end. */
function torn(step: Change, chance: Chance): Change {
  if (step.kind !== 'write') return step
  const sectors = Math.floor(chance() * Math.ceil(step.bytes.length / SECTOR)) * SECTOR
  if (chance() < 0.5) return { ...step, bytes: step.bytes.subarray(0, sectors) }
  return { ...step, offset: step.offset + sectors, bytes: step.bytes.subarray(sectors) }
}

function shuffled<T>(items: readonly T[], chance: Chance): T[] {
  return items
    .map((item) => ({ item, order: chance() }))
    .sort((a, b) => a.order - b.order)
    .map(({ item }) => item)
}

function stepsOf(trace: Buffer): Step[] {
  const names = new Map<number, string>()
  const steps: Step[] = []
  for (let at = 0; at < trace.length;) {
    const kind = String.fromCharCode(trace[at] ?? 0)
    const [number, offset, length] = [1, 9, 17].map((from) => Number(trace.readBigInt64LE(at + from))) as [
      number,
      number,
      number,
    ]
    const bytes = trace.subarray(at + 25, at + 25 + length)
    at += 25 + length
    const file = names.get(number) ?? ''
    if (kind === 'O') names.set(number, bytes.toString())
    else if (kind === 'W') steps.push({ kind: 'write', file, offset, bytes })
    else if (kind === 'U') steps.push({ kind: 'remove', file })
    else if (kind === 'T') steps.push({ kind: 'truncate', file, length: offset })
    else steps.push({ kind: kind === 'S' ? 'sync begins' : 'sync ended', file, sync: offset })
  }
  return steps
}
