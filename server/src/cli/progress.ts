/** One line that is written over where there is a terminal, and every hundredth step where there is none. */
export function showProgress(done: number, total: number, what = ''): void {
  const line = `  ${done}/${total} ${what}`.slice(0, 78)
  if (process.stdout.isTTY) process.stdout.write(`\r${line.padEnd(78)}${done === total ? '\n' : ''}`)
  else if (done === total || done % 100 === 0) console.log(line)
}
