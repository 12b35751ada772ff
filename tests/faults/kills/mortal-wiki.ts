import { fork, type ChildProcess } from 'node:child_process'
import { dirname, join } from 'node:path'

/** A wiki that is killed again and again. While one process runs, the next has loaded its code and waits. */
export class MortalWiki {
  readonly url: string
  readonly #program: string
  readonly #env: Record<string, string>
  #running: ChildProcess | null = null
  #next: Promise<ChildProcess>
  #serves = Promise.withResolvers<void>()
  #isServing = false
  #printed = ''

  constructor(program: string, folder: string, port: number) {
    this.url = `http://127.0.0.1:${port}`
    this.#program = program
    this.#env = { PORT: String(port), WIKI_FOLDER: folder, NODE_COMPILE_CACHE: join(dirname(program), 'compiled') }
    this.#next = this.#warmUp()
  }

  /** Resolves while it serves, or once it will. */
  get serves(): Promise<void> {
    return this.#serves.promise
  }

  /** Lets the process that waits open the folder; does not wait until it serves. */
  async begin(): Promise<void> {
    const child = await this.#next
    this.#running = child
    child.once('message', () => {
      this.#isServing = true
      this.#serves.resolve()
    })
    child.send('serve')
    this.#next = this.#warmUp()
  }

  /** Ends it at once, wherever it is; resolves when it is gone. Throws if it had ended by itself. */
  async kill(): Promise<void> {
    const child = this.#running
    if (!child) return
    if (child.exitCode !== null) throw new Error(`the wiki ended by itself: ${this.#printed}`)
    // Whoever waits for a start that is cut short waits for the next.
    if (this.#isServing) this.#serves = Promise.withResolvers()
    this.#isServing = false
    this.#running = null
    await gone(child)
  }

  async end(): Promise<void> {
    await this.kill()
    await gone(await this.#next)
  }

  #warmUp(): Promise<ChildProcess> {
    const child = fork(this.#program, { env: { ...process.env, ...this.#env }, execArgv: [], silent: true })
    child.stdout?.resume()
    child.stderr?.on('data', (data: Buffer) => (this.#printed += data.toString()))
    return new Promise((resolve, reject) => {
      child.once('message', () => resolve(child))
      child.once('exit', () => reject(new Error(`the wiki does not load: ${this.#printed}`)))
    })
  }
}

function gone(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve())
    child.kill('SIGKILL')
  })
}
