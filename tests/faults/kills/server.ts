/** The wiki's own server, which waits for a word before it opens its folder, and says when it serves. */
import { flushCompileCache } from 'node:module'
import { serve } from '@terreau/server/cli/serve.ts'
import { readConfig } from '@terreau/server/config.ts'

process.once('message', () => {
  void serve(readConfig(process.env)).then(() => process.send?.('serves'))
})
process.once('disconnect', () => process.exit(1))
// Who is killed leaves no compiled code behind for the next, unless it does so before.
flushCompileCache()
process.send?.('warm')
