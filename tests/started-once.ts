import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where a run keeps the wiki that it started once; see `folderStartedOnce`. */
    startedOnce: string
  }
}

/** Gives the run a place for that wiki, and removes it after the run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'terreau-once-'))
  project.provide('startedOnce', folder)
  return () => rm(folder, { recursive: true, force: true })
}
