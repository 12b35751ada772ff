import { fork, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import type { Address } from './clients.ts'
import type { Measured, Told } from './load-process.ts'

type Documents = Extract<Told, { tell: 'open' }>['documents']

/** Several processes that write and read on one server. */
export class Load {
  readonly #children: readonly ChildProcess[]

  private constructor(children: readonly ChildProcess[]) {
    this.#children = children
  }

  /** One process for each list of documents. */
  static async open(address: Address, shares: readonly Documents[]): Promise<Load> {
    const file = join(import.meta.dirname, 'load-process.ts')
    const load = new Load(shares.map(() => fork(file, { execArgv: [] })))
    await Promise.all(
      load.#children.map((child, at) => asked(child, { tell: 'open', address, documents: shares[at] ?? [] })),
    )
    return load
  }

  async write(editsPerSecond: number, seconds: number): Promise<Measured> {
    const share = editsPerSecond / this.#children.length
    const all = await Promise.all(
      this.#children.map((child) => asked(child, { tell: 'write', editsPerSecond: share, seconds })),
    )
    const sum = (of: (one: Measured) => number) => all.reduce((whole, one) => whole + (one ? of(one) : 0), 0)
    return {
      sent: sum(({ sent }) => sent),
      expected: sum(({ expected }) => expected),
      took: all.flatMap((one) => [...(one?.took ?? [])]),
      processor: sum(({ processor }) => processor),
    }
  }

  close(): void {
    for (const child of this.#children) child.kill('SIGKILL')
  }
}

function asked(child: ChildProcess, told: Told): Promise<Measured | null> {
  return new Promise((resolve, reject) => {
    child.once('message', (said: { measured: Measured | null } | { failed: string }) =>
      'failed' in said ? reject(new Error(said.failed)) : resolve(said.measured),
    )
    child.send(told)
  })
}
