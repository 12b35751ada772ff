import { readConfig } from '../config.ts'
import { COMMANDS, type CommandName } from './commands.ts'
import { sentenceFor } from './sentences.ts'

const [name = 'help', ...args] = process.argv.slice(2)

try {
  const known = Object.hasOwn(COMMANDS, name)
  const command = known ? COMMANDS[name as CommandName] : COMMANDS.help
  if (!known) process.exitCode = 1
  await command.run(readConfig(process.env), args)
} catch (cause) {
  const sentence = sentenceFor(cause)
  if (!sentence) throw cause
  console.error(sentence)
  process.exitCode = 1
}
