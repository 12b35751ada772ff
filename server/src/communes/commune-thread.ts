/** Reads the official geographic code once, and ends; `gazetteer.ts` is its only caller. */
import { parentPort } from 'node:worker_threads'
import { readCommuneTable } from './commune-table.ts'

parentPort?.postMessage(readCommuneTable())
