import type { Config } from '../config.ts'
import { openWiki, type Wiki } from '../wiki.ts'

/** Opens the wiki for one command; a server may be running on the same folder. */
export function openForCommand(config: Config): Promise<Wiki> {
  return openWiki(config.folder, {
    onDiskLost: (cause) => {
      console.error('the disk refused to sync', cause)
      process.exit(1)
    },
    onDefect: (pageId, cause) => console.error('defect:', pageId, cause),
  })
}
