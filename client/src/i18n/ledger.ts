import type { Lang } from '@terreau/shared/languages.ts'
import { useLanguage } from './language.tsx'
import { ledgerEn } from './ledger.en.ts'
import { ledgerFr, type LedgerLabels } from './ledger.fr.ts'

const LEDGER_WORDS: Readonly<Record<Lang, LedgerLabels>> = { fr: ledgerFr, en: ledgerEn }

/** The words of the public ledger in the reader's language. */
export function useLedgerWords(): LedgerLabels {
  return LEDGER_WORDS[useLanguage().lang]
}
