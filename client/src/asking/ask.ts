import type { RefusalAnswer } from '@terreau/shared/refusals.ts'
import { noteAway, readCarried } from '../carrying/carried.ts'

/** What the wiki answered: a value, or an expected no. Anything else is thrown. */
export type Answer<T> = { value: T } | { refusal: RefusalAnswer; status: number }

/** Fetches a path of the API: in the browser over HTTP, on the server in process. */
export type FetchApi = (path: string) => Promise<{ status: number; json: unknown }>

/** Asks the API for `path` (without `/api`). Throws where there was no answer that can be read. */
export async function ask<T>(fetchApi: FetchApi, path: string): Promise<Answer<T>> {
  return read<T>(await fetchApi(`/api${path}`), path)
}

/** Tells the API something, from the browser. Resolves to null where the answer has no body. */
export async function tell<T>(
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<Answer<T>> {
  const json = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
  const response = await fetch(`/api${path}`, { method, ...json })
  return read<T>({ status: response.status, json: await jsonOf(response) }, path)
}

/** Where the network gives no answer, a device that keeps the wiki gives its own. */
export const fetchFromBrowser: FetchApi = async (path) => {
  const response = await fetch(path, { headers: { accept: 'application/json' } }).catch((cause: unknown) =>
    fromPack(path, cause),
  )
  if (!(response instanceof Response)) return response
  noteAway(false)
  return { status: response.status, json: await jsonOf(response) }
}

async function fromPack(path: string, cause: unknown): Promise<{ status: number; json: unknown }> {
  if (!readCarried()?.at) throw cause
  noteAway(true)
  const { answerFromPack } = await import('../carrying/pack-answers.ts')
  return { status: 200, json: await answerFromPack(path) }
}

/** A refusal answered by the wiki itself, told from any other body by its code and sentence. */
export function isRefusal(json: unknown): json is RefusalAnswer {
  return typeof json === 'object' && json !== null && 'code' in json && 'message' in json
}

function read<T>({ status, json }: { status: number; json: unknown }, path: string): Answer<T> {
  if (status < 400) return { value: json as T }
  if (isRefusal(json)) return { refusal: json, status }
  throw new Error(`${path} answered ${status}`)
}

async function jsonOf(response: Response): Promise<unknown> {
  const text = await response.text()
  return text === '' ? null : JSON.parse(text)
}
