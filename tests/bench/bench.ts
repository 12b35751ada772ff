/**
 * Measures beside peers, in one run; prints, and promises nothing.
 * `pnpm bench [ceilings|connections|ack|join|stalled|storm|memory|fan-out|import|reading|attribution|review|search|directory]`.
 */
import { benchAck } from './ack.ts'
import { benchAttribution } from './attribution.ts'
import { benchCeilings } from './ceilings.ts'
import { benchConnections } from './connections.ts'
import { benchDirectory } from './directory.ts'
import { benchFanOut } from './fan-out.ts'
import { benchImport } from './import-corpus.ts'
import { benchJoin } from './join.ts'
import { benchMemory } from './memory.ts'
import { benchReadingPage } from './reading-page.ts'
import { benchReview } from './review.ts'
import { benchSearch } from './search.ts'
import { benchStalled } from './stalled.ts'
import { benchStorm } from './storm.ts'

const BENCHES = {
  'fan-out': benchFanOut,
  ceilings: benchCeilings,
  connections: benchConnections,
  ack: benchAck,
  join: benchJoin,
  stalled: benchStalled,
  storm: benchStorm,
  memory: benchMemory,
  import: benchImport,
  reading: benchReadingPage,
  attribution: benchAttribution,
  review: benchReview,
  directory: benchDirectory,
  search: benchSearch,
}

// Each client listens for the end of the process.
process.setMaxListeners(0)

const wanted = process.argv.slice(2)
for (const [name, bench] of Object.entries(BENCHES)) if (wanted.length === 0 || wanted.includes(name)) await bench()
process.exit(0)
