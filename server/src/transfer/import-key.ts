import { createHash } from 'node:crypto'
import type { PageId } from '@terreau/shared/ids.ts'
import { uuid7 } from '../storage/new-id.ts'

/** Ids of imported pages all carry this instant: what they come from is older than the wiki. */
const INSTANT = Date.UTC(2025, 0, 1)

/** The id of what comes in under a key: the same at every run and in every wiki, in the form of a UUIDv7. */
export function idOfImport(importKey: string): PageId {
  return uuid7(INSTANT, createHash('sha256').update(importKey).digest().subarray(0, 16))
}

/** The key under which a page of an export comes in. */
export const exportKey = (page: PageId): string => `export:${page}`

export function hashOfText(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** The form in which two titles or two texts are the same to a reader. */
export function folded(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
