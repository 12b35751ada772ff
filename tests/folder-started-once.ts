import { existsSync } from 'node:fs'
import { cp, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { inject } from 'vitest'
import { freePort, RunningWiki, temporaryFolder } from './running-wiki.ts'

/**
 * A temporary folder with what a wiki's first start leaves there: the real one makes it once for all tests of a run, the
 * others have copies. Nobody came in yet, so that the next start prints a steward's link as a first one does.
 */
export async function folderStartedOnce(): ReturnType<typeof temporaryFolder> {
  const [folder, first] = [await temporaryFolder(), join(inject('startedOnce'), 'wiki')]
  if (!existsSync(first)) await startOnce(first)
  await cp(first, folder.path, { recursive: true })
  return folder
}

/** Where two tests need it at the same time, the first one done is kept. */
async function startOnce(path: string): Promise<void> {
  const made = await temporaryFolder()
  const wiki = new RunningWiki(made.path, await freePort())
  await wiki.start()
  await wiki.stop()
  // It is large, and each start makes its own.
  await rm(join(made.path, 'ballast'), { force: true })
  await rename(made.path, path).catch(() => made.remove())
}
