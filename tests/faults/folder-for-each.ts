import { afterEach, beforeEach } from 'vitest'
import { temporaryFolder } from '../running-wiki.ts'

/** A temporary folder for each test of a file, told before it and removed after it. */
export function folderForEach(tell: (folder: string) => void): void {
  let made: Awaited<ReturnType<typeof temporaryFolder>>
  beforeEach(async () => {
    made = await temporaryFolder()
    tell(made.path)
  })
  afterEach(() => made.remove())
}
