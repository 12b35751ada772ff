import type { Config } from '../config.ts'
import { openForCommand } from './open.ts'
import { showProgress } from './progress.ts'

/** Derives every page anew from its log. Interrupted, it can be run again. */
export async function reindex(config: Config): Promise<void> {
  const wiki = await openForCommand(config)
  const pages = await wiki.projector.catchUp(true, showProgress)
  await wiki.close()
  console.log(`  ${pages} pages`)
}
