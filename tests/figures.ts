import { appendFileSync } from 'node:fs'

/** Prints what a test counted, and notes it for whoever adds up many runs (the file that `FIGURES` names). */
export function tell(what: string, figures: Record<string, number>): void {
  const said = Object.entries(figures).map(([name, figure]) => `${name}: ${Number(figure.toFixed(1))}`)
  console.log(`  ${what}: ${said.join(', ')}`)
  if (process.env.FIGURES) appendFileSync(process.env.FIGURES, `${JSON.stringify(figures)}\n`)
}
