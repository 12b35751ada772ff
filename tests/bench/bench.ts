/** Measures beside peers, in one run; prints, and promises nothing. `pnpm bench [fan-out|import|reading]`. */
import { benchFanOut } from './fan-out.ts'
import { benchImport } from './import-corpus.ts'
import { benchReadingPage } from './reading-page.ts'

const BENCHES = { 'fan-out': benchFanOut, import: benchImport, reading: benchReadingPage }

// Each client listens for the end of the process.
process.setMaxListeners(0)

const wanted = process.argv.slice(2)
for (const [name, bench] of Object.entries(BENCHES)) if (wanted.length === 0 || wanted.includes(name)) await bench()
process.exit(0)
