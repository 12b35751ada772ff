import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readdirSync, rmSync, statfsSync, writeSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pause } from '../running-wiki.ts'

const MB = 1024 * 1024
const SMALL = 256 * MB
const MEMORY = '/dev/shm'
const ROOT = join(import.meta.dirname, '../..')

/**
 * A small real file system that a test may fill: a tmpfs in a mount namespace of its own, which root may make, and
 * elsewhere whoever has user namespaces; where neither is allowed (a container), its own small `/dev/shm`.
 */
export class SmallDisk {
  /** The wiki's folder, as programs started on this disk see it. */
  readonly folder: string
  readonly #seenFrom: string
  readonly #enter: readonly string[]
  readonly #end: () => Promise<void>
  #wiki: ChildProcess | null = null
  /** What the wiki's terminal shows. */
  printed = ''

  private constructor(folder: string, seenFrom: string, enter: readonly string[], end: () => Promise<void>) {
    this.folder = join(folder, 'wiki')
    this.#seenFrom = seenFrom
    this.#enter = enter
    this.#end = end
  }

  static async mount(megabytes: number): Promise<SmallDisk> {
    const root = process.getuid?.() === 0
    return (await mounted(megabytes, root)) ?? (await mounted(megabytes, false)) ?? (await smallMemory())
  }

  static at(folder: string, seenFrom: string, enter: readonly string[], end: () => Promise<void>): SmallDisk {
    return new SmallDisk(folder, seenFrom, enter, end)
  }

  /** A path on the disk, as this test sees it. */
  path(...parts: string[]): string {
    return join(this.#seenFrom, ...parts)
  }

  get free(): number {
    const { bavail, bsize } = statfsSync(this.path())
    return bavail * bsize
  }

  /** Fills the disk until so many bytes are free; 0 leaves not one. */
  fill(leave: number): void {
    const file = openSync(this.path(`filler-${readdirSync(this.path()).length}`), 'w')
    const chunk = Buffer.alloc(64 * 1024, 1)
    try {
      while (this.free > leave) writeSync(file, chunk, 0, Math.min(chunk.length, Math.max(this.free - leave, 1)))
    } catch (cause) {
      if (!(cause instanceof Error && 'code' in cause && cause.code === 'ENOSPC')) throw cause
    } finally {
      closeSync(file)
    }
  }

  /** Takes away what `fill` put there. */
  clear(): void {
    for (const name of readdirSync(this.path())) if (name.startsWith('filler-')) rmSync(this.path(name))
  }

  /** Starts the wiki on this disk; resolves once it answers. */
  async startWiki(port: number): Promise<void> {
    this.printed = ''
    const [program, ...argv] = [...this.#enter, process.execPath, join(ROOT, 'server/src/main.ts')]
    const env = { ...process.env, PORT: String(port), WIKI_FOLDER: this.folder }
    const wiki = spawn(program, argv, { env })
    this.#wiki = wiki
    for (const stream of [wiki.stdout, wiki.stderr])
      stream.on('data', (data: Buffer) => (this.printed += data.toString()))
    for (let tries = 0; tries < 600; tries += 1) {
      if (wiki.exitCode !== null) throw new Error(`the wiki ended: ${this.printed}`)
      const answered = this.printed.includes('Terreau :') && fetch(`http://localhost:${port}/api/health`)
      if (answered && (await answered.catch(() => null))) return
      await pause(50)
    }
    throw new Error(`the wiki does not answer: ${this.printed}`)
  }

  /** Ends the wiki as a crash would. */
  async killWiki(): Promise<void> {
    const wiki = this.#wiki
    if (!wiki || wiki.exitCode !== null || wiki.signalCode !== null) return
    const ended = new Promise((resolve) => wiki.once('exit', resolve))
    wiki.kill('SIGKILL')
    await ended
  }

  async unmount(): Promise<void> {
    await this.killWiki()
    await this.#end()
  }
}

/** Holds the file system with a process that sleeps in its namespace; null where that is not allowed. */
async function mounted(megabytes: number, root: boolean): Promise<SmallDisk | null> {
  const place = await mkdtemp(join(tmpdir(), 'terreau-disk-'))
  const kinds = root ? ['--mount'] : ['--user', '--map-root-user', '--mount']
  const script = `mount -t tmpfs -o size=${megabytes}m tmpfs "$0" && echo mounted && exec sleep infinity`
  const holder = spawn('unshare', [...kinds, 'sh', '-c', script, place])
  const done = await new Promise<boolean>((resolve) => {
    holder.stdout.once('data', () => resolve(true))
    holder.once('exit', () => resolve(false))
    holder.once('error', () => resolve(false))
  })
  if (!done) return rm(place, { recursive: true }).then(() => null)
  const enter = [
    'nsenter',
    '--target',
    String(holder.pid),
    '--mount',
    ...(root ? [] : ['--user', '--preserve-credentials']),
  ]
  return SmallDisk.at(place, `/proc/${holder.pid}/root${place}`, enter, async () => {
    const ended = new Promise((resolve) => holder.once('exit', resolve))
    holder.kill('SIGKILL')
    await ended
    await rm(place, { recursive: true })
  })
}

async function smallMemory(): Promise<SmallDisk> {
  const { blocks, bsize } = statfsSync(MEMORY)
  if (blocks * bsize > SMALL) throw new Error('no small file system can be mounted here, and /dev/shm is not small')
  const place = join(MEMORY, `terreau-disk-${process.pid}`)
  mkdirSync(place)
  return SmallDisk.at(place, place, [], () => rm(place, { recursive: true }))
}
