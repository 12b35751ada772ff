import { ownFile } from './own-file.ts'
// oxlint-disable-next-line import/default -- the build answers its address
import workerFile from './pack-worker.ts?worker&url'

/** A search for the worker: the address that the wiki would be asked, and the state of what is kept. */
export interface Asked {
  readonly id: number
  readonly state: string
  readonly path: string
  readonly lang: string
}

export interface Told {
  readonly id: number
  readonly answer?: unknown
  readonly wrong?: string
}

let worker: Worker | null = null
let asked = 0

/** What the wiki would answer to a search or a suggestion, from what this device keeps. */
export function searchPack(path: string, state: string): Promise<unknown> {
  worker ??= new Worker(ownFile(workerFile), { type: 'module' })
  const searching = worker
  const id = ++asked
  return new Promise((resolve, reject) => {
    const listen = ({ data }: MessageEvent<Told>) => {
      if (data.id !== id) return
      searching.removeEventListener('message', listen)
      if (data.wrong === undefined) resolve(data.answer)
      else reject(new Error(data.wrong))
    }
    searching.addEventListener('message', listen)
    searching.addEventListener('error', () => reject(new Error('the search broke')), { once: true })
    searching.postMessage({ id, state, path, lang: document.documentElement.lang } satisfies Asked)
  })
}
