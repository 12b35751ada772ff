import type { Config } from '../config.ts'
import { openForCommand } from './open.ts'
import { showProgress } from './progress.ts'

/** Derives every page anew from its log, or with `--attribution` the authors of its words. Interrupted, it can be run again. */
export async function reindex(config: Config, args: readonly string[]): Promise<void> {
  const wiki = await openForCommand(config)
  const pages = args.includes('--attribution')
    ? await wiki.attributions.tellAnew(showProgress)
    : await wiki.projector.catchUp(true, showProgress)
  await wiki.close()
  console.log(`  ${pages} pages`)
}
