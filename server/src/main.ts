import { readConfig } from './config.ts'
import { serve } from './cli/serve.ts'
import { sentenceFor } from './cli/sentences.ts'

try {
  await serve(readConfig(process.env))
} catch (cause) {
  const sentence = sentenceFor(cause)
  if (!sentence) throw cause
  console.error(sentence)
  process.exitCode = 1
}
